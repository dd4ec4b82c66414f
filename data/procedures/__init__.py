"""Checklists: their model, their calendar, a run as a fold over the journal, and self-checks."""
