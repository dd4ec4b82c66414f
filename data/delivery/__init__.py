"""Giving words away: what all channels share that speak HTTP, and what those share that keep secrets."""
