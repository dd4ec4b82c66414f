"""The settings: small frozen models, strict, read once and handed down."""
