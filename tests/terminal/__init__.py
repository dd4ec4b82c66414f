"""The terminal layer, driven in real pseudo terminals."""
