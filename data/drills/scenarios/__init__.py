"""Scenarios as files: their format, what does not fit, what is doubtful."""
