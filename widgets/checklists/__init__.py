"""What is due, and the items of a run."""
