"""What was: raw for a while, then in bins, in little memory."""
