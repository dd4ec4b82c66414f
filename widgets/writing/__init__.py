"""Texts that people write to others."""
