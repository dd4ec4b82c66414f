"""Plots, trends and their words."""
