"""What the application does about words that go to others."""
