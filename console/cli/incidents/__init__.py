"""The incident commands."""
