"""The drill commands."""
