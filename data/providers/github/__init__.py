"""Asks about a GitHub repository."""
