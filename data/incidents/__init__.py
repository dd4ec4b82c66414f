"""Incident command: an incident is a fold over the journal's entries; all else is reckoned from it."""
