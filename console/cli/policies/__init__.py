"""The policy commands."""
