"""One module a screen, beside its stylesheet."""
