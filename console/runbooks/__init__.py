"""What the application does about procedures and their runs."""
