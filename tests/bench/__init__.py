"""What the console costs, each figure against the plainest way to do the same in the same minute."""
