"""The append-only journal: write, read, follow, verify, merge."""
