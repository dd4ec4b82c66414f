"""Boards of facts: panels, rows, one fact whole."""
