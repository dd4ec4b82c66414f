"""What the console asks the lab's parts, signal by signal."""
