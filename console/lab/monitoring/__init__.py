"""Prometheus, its rules, its node exporter and its Alertmanager, where the machine has them."""
