"""Alerts and silences of a Prometheus Alertmanager, read and written."""
