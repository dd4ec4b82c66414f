"""Service level objectives: what is left of the error budget, and how fast it burns."""
