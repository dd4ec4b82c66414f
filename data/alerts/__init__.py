"""The alert desk: what waits for an answer, who answered, and what an answer means."""
