"""The log commands."""
