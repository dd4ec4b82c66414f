"""What is in the lab's PostgreSQL: an application's tables, its load, and its troubles."""
