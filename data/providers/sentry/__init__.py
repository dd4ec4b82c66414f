"""Asks about a Sentry project."""
