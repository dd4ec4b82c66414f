"""Views of one record each; they are given values and post messages."""
