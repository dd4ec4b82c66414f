"""Working through runbooks: what a run has come to, what is next, and running what was confirmed."""
