"""Prometheus: the team's own queries, with what is missing, old, cut off or no number told apart."""
