"""Asks about a vendor's public status page."""
