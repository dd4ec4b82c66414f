"""Asks an HTTP service as its users would: whether it answers, with what, and how fast."""
