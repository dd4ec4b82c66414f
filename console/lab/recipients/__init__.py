"""Stand-ins for those who get words: they keep what comes, and show it to whoever asks."""
