"""Capacity: where a trend leads, and how far it can be trusted."""
