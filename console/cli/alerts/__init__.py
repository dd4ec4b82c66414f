"""The alert commands."""
