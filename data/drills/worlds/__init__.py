"""The world of a scenario at any second, and what it says when it is asked."""
