"""The runbook commands."""
