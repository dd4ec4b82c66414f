"""Asks about a Supabase project."""
