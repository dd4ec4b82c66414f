"""What whoever leads a drill sees."""
