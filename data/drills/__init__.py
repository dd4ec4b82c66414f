"""Drills: invented outages, lived on the same screens, and what they were worth."""
