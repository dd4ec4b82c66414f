"""Three HTTP services with figures that are known, and faults that can be switched on."""
