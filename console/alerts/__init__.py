"""What the application does about alerts."""
