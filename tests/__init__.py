"""Tests, mirroring the five packages, and helpers that several of them share."""
