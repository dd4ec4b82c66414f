"""Every source, and one of them."""
