"""The configuration that opens the console on the lab: every part of it as a source."""
