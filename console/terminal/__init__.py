"""What stands between Textual and a real terminal: signals, safety, and few bytes."""
