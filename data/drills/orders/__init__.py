"""What a leader orders, and what becomes of it."""
