"""Where words are sent: one module or folder a kind, and the sink of drills."""
