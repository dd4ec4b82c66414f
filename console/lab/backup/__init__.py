"""Last night's backup: really taken, really restored once, and a check that looks at it."""
