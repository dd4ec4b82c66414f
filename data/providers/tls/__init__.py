"""Looks at the certificate that a server shows: how long it lasts, and whether it is to be believed."""
