"""Runbooks, playbooks and other procedures: reading them, looking them up, doubting them."""
