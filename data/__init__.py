"""Everything that is not a terminal: sources, readings, policies, procedures, the journal."""
