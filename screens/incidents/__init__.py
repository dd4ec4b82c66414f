"""Incidents: the list, the pane, the watcher."""
