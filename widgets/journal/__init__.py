"""Journal entries as lines."""
