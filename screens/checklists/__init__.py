"""What is due, and a run of it."""
