"""The checklist commands."""
