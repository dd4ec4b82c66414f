"""Slack, by incoming webhook or by a bot's token."""
