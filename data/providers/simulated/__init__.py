"""A service of a scenario as a source: nothing is asked of any network."""
