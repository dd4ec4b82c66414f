"""What the application does about incidents."""
