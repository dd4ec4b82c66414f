"""The settings of a TLS endpoint."""

from __future__ import annotations

import re
from ipaddress import ip_address
from typing import Annotated
from urllib.parse import urlsplit

from pydantic import AfterValidator, Field, model_validator

from data.config.base import Duration, Line, LocalPath, SourceSettings

_PORT = 443
_NAME = re.compile(r"[a-z0-9_*]([a-z0-9_.-]{0,251}[a-z0-9_.])?", re.IGNORECASE)


def _check_host(host: str) -> str:
    """A host name or address as given; ValueError where it can be neither."""
    try:
        usable = (":" in host and bool(ip_address(host))) or bool(
            _NAME.fullmatch(host.encode("idna").decode())
        )
    except ValueError:
        usable = False
    if not usable:
        raise ValueError('a host looks like "example.com" or "192.0.2.1"')
    return host


def _split_address(address: str) -> tuple[str, int]:
    """Host and port of ``example.com``, ``example.com:8443`` or ``[::1]:443``; ValueError else."""
    try:
        parts = urlsplit(f"//{address}")
        host, port = parts.hostname, parts.port
    except ValueError:
        host, port = None, None
    if not host or parts.netloc != address or "@" in address or any(sign <= " " for sign in address):
        raise ValueError('an address looks like "example.com:443", without https:// and path')
    return _check_host(host), _PORT if port is None else port


def _check(address: str) -> str:
    _split_address(address)
    return address


class TlsSettings(SourceSettings):
    """One server whose certificate is watched."""

    address: Annotated[Line, AfterValidator(_check)]
    """Host and port; without a port 443."""
    server_name: Annotated[Line, AfterValidator(_check_host)] | None = None
    """The name to ask for and to find in the certificate, where it is not the address's host."""
    ca_file: LocalPath | None = None
    """The authorities to believe (PEM) in place of the machine's."""
    warn_days: float = Field(default=30, ge=0)
    """Fewer days left than this is a warning."""
    fail_days: float = Field(default=14, ge=0)
    """Fewer days left than this is a failure."""
    every: Duration = Field(default=60.0, ge=0.5)
    """From the start of one round of asking to the start of the next."""

    @model_validator(mode="after")
    def _warns_before_it_fails(self) -> TlsSettings:
        if self.fail_days > self.warn_days:
            raise ValueError("fail_days must not be more than warn_days")
        return self

    @property
    def host(self) -> str:
        """Where to connect to."""
        return _split_address(self.address)[0]

    @property
    def port(self) -> int:
        """Where to connect to."""
        return _split_address(self.address)[1]

    @property
    def expected_name(self) -> str:
        """The name that the certificate must bear."""
        return self.server_name or self.host

    def feeds(self) -> frozenset[str]:
        """The names of all signals that this source may bring."""
        return frozenset({"tls.valid", "tls.days_left"})
