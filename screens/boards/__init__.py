"""Screens that draw a board: performance, cost, security, business, what stands around, and one fact."""
