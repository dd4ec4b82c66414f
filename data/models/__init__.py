"""Frozen records that every layer may know; they hold facts, never looks."""
