"""A server's certificate as a record, and what its dates and names mean."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime
from ipaddress import ip_address

from cryptography import x509

from data.errors import SourceError
from data.models.failure import FailureKind
from data.models.reading import Observation
from data.models.threshold import Comparison, Limit, Threshold
from data.safe import safe

_DAY_S = 86_400.0
_NAMES = 100


@dataclass(frozen=True, slots=True)
class Certificate:
    """What a certificate says of itself, safe to show; `digest` is of its DER form."""

    subject: str
    issuer: str
    names: tuple[str, ...]
    not_before: datetime
    not_after: datetime
    digest: str

    def days_left(self, now: datetime) -> float:
        """Days until it expires; negative once it has."""
        return (self.not_after - now).total_seconds() / _DAY_S

    def covers(self, host: str) -> bool:
        """Whether one of its names is the host's; a star stands for one whole label."""
        wanted = _canonical(host)
        return any(_matches(name, wanted) for name in self.names)


def read_certificate(der: bytes) -> Certificate:
    """The record of a DER certificate. Raises SourceError where it is none."""
    try:
        parsed = x509.load_der_x509_certificate(der)
        return Certificate(
            subject=safe(parsed.subject.rfc4514_string()),
            issuer=safe(parsed.issuer.rfc4514_string()),
            names=_names(parsed),
            not_before=parsed.not_valid_before_utc,
            not_after=parsed.not_valid_after_utc,
            digest=f"sha256:{hashlib.sha256(der).hexdigest()}",
        )
    except (ValueError, x509.DuplicateExtension, x509.UnsupportedGeneralNameType):
        raise SourceError(FailureKind.BAD_ANSWER, "the server's certificate cannot be read") from None


def days_left(
    signal: str, certificate: Certificate, now: datetime, *, warn: tuple[str, float], fail: tuple[str, float]
) -> Observation:
    """How long a certificate lasts, with the limits of the source: its settings' names and days."""
    return Observation(
        signal,
        certificate.days_left(now),
        "d",
        own=Threshold(
            "d",
            warn=Limit(Comparison.LT, warn[1], "configuration", warn[0]),
            fail=Limit(Comparison.LT, fail[1], "configuration", fail[0]),
        ),
        detail=f"{certificate.subject}, until {certificate.not_after:%Y-%m-%d %H:%M} UTC",
    )


def _names(parsed: x509.Certificate) -> tuple[str, ...]:
    try:
        names = parsed.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    except x509.ExtensionNotFound:
        return ()
    hosts = names.get_values_for_type(x509.DNSName)
    addresses = [str(address) for address in names.get_values_for_type(x509.IPAddress)]
    return tuple(safe(name, 255) for name in [*hosts, *addresses][:_NAMES])


def _matches(name: str, wanted: str) -> bool:
    name = _canonical(name)
    if name == wanted:
        return True
    star, _, domain = name.partition(".")
    return star == "*" and "." in domain and wanted.partition(".")[2] == domain


def _canonical(host: str) -> str:
    """An address in its shortest form, a name in lower case and without its final dot."""
    try:
        return str(ip_address(host))
    except ValueError:
        pass
    host = host.rstrip(".").lower()
    try:
        return host if host.isascii() else host.encode("idna").decode()
    except UnicodeError:
        return host
