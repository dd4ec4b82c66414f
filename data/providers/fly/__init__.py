"""Asks about a Fly app."""
