"""Procedures, their steps and their runs."""
