"""Procedures: the list, one whole, a run of it."""
