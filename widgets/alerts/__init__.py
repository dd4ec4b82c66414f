"""Alerts and silences as lists, rows and sentences."""
