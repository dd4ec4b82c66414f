"""Colours and nothing else; every theme defines every variable."""
