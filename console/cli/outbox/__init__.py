"""The outbox commands."""
