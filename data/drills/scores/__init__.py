"""What a drill was worth, and what follows from many."""
