"""The console of a drill: production's own screens and keys on an invented world."""
