"""Incidents: head, clocks, timeline, and the line on which a commander types."""
