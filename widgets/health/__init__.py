"""Sources as rows, and one source whole."""
