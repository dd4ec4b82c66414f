"""What the console needs around it, looked at before it is needed."""
