"""Runs a check of the monitoring plugins' kind and reads its exit code and performance data."""
