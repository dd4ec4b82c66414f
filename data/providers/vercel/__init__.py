"""Asks about a Vercel project."""
