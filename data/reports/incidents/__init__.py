"""An incident in writing: the report of the first two hours, and the review that follows."""
