"""Statuspage: the page on which customers read how things are."""
