"""What was recorded, and the console on it."""
