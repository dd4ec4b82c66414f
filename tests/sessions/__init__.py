"""The outermost ring: people at the whole program, in real terminals."""
