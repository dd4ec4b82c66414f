"""What stands around every screen: banner, modes, maintenance, keys."""
