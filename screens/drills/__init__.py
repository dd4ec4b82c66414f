"""Screens that only a drill has."""
