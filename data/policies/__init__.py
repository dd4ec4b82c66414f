"""Thresholds, severities, clocks and ladders, with the documents they come from."""
