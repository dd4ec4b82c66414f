"""The past, asked of the sources that remember it, and kept where the present is kept."""
