"""The flight recorder: what the console knew at every moment, compact on disk, and read back exactly."""
