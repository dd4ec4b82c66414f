"""What is usual: each signal by the hour of the week, learned from its own past."""
