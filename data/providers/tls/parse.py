"""What a shown certificate means: one of six states, in words."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from enum import StrEnum

from data.models.reading import Observation
from data.models.verdict import Verdict
from data.providers.tls.settings import TlsSettings
from data.providers.tls.shown import Shown
from data.safe import safe_block
from data.web.certificate import Certificate, days_left

_EXPIRED, _WRONG_HOST = (10,), (62, 64)


class TlsState(StrEnum):
    """The states that are told apart; the sixth, `cannot connect`, is a SourceError."""

    VALID = "valid"
    EXPIRING = "expiring"
    EXPIRED = "expired"
    WRONG_HOST = "wrong host"
    UNTRUSTED = "not trusted"


def assess(shown: Shown, settings: TlsSettings, now: datetime) -> tuple[TlsState, str]:
    """The state and all that is wrong, the gravest first."""
    faults = _faults(shown, settings, now)
    if faults:
        return faults[0][0], "; ".join(words for _, words in faults)
    assert shown.certificate is not None, "what was believed was read"
    days = shown.certificate.days_left(now)
    state = TlsState.EXPIRING if days < settings.warn_days else TlsState.VALID
    return state, f"{state}, {days:.0f} days left"


def observations(shown: Shown, settings: TlsSettings, now: datetime) -> tuple[Observation, ...]:
    """Both signals; days left of a certificate that is not to be believed are no pass either."""
    state, words = assess(shown, settings, now)
    good = state in (TlsState.VALID, TlsState.EXPIRING)
    judged = Verdict.PASS if good else Verdict.FAIL
    valid = Observation("tls.valid", float(good), "bool", judged=judged, detail=words)
    if shown.certificate is None:
        return (valid, Observation("tls.days_left", None, "d", judged=judged, detail=words))
    left = days_left(
        "tls.days_left",
        shown.certificate,
        now,
        warn=("warn_days", settings.warn_days),
        fail=("fail_days", settings.fail_days),
    )
    if good:
        return (valid, left)
    return (valid, replace(left, judged=judged, detail=words))


def describe(shown: Shown, words: str) -> str:
    """All that is known of the certificate, a line each, safe to show."""
    lines = [words]
    certificate = shown.certificate
    if certificate is not None:
        lines += [
            f"subject     {certificate.subject or '(empty)'}",
            f"issuer      {certificate.issuer or '(empty)'}",
            f"names       {', '.join(certificate.names) or '(none)'}",
            f"not before  {certificate.not_before:%Y-%m-%dT%H:%M:%SZ}",
            f"not after   {certificate.not_after:%Y-%m-%dT%H:%M:%SZ}",
        ]
    if shown.chain is not None:
        lines.append(f"chain       {shown.chain} sent")
    if shown.protocol:
        lines.append(f"protocol    {shown.protocol}")
    return safe_block("\n".join(lines))


def _faults(shown: Shown, settings: TlsSettings, now: datetime) -> list[tuple[TlsState, str]]:
    """OpenSSL names only the first thing that it stumbles on; the certificate itself tells the rest."""
    name, certificate, code = settings.expected_name, shown.certificate, shown.refusal_code
    faults: list[tuple[TlsState, str]] = []
    ago = -certificate.days_left(now) if certificate else 0.0
    if ago > 0:
        faults.append((TlsState.EXPIRED, f"the certificate expired {ago:.0f} days ago"))
    elif code in _EXPIRED:
        faults.append((TlsState.EXPIRED, "a certificate of its chain has expired"))
    if code in _WRONG_HOST or (code and certificate and not certificate.covers(name)):
        faults.append((TlsState.WRONG_HOST, _wrong_host(certificate, name)))
    if code and code not in (*_EXPIRED, *_WRONG_HOST):
        faults.append((TlsState.UNTRUSTED, shown.refusal))
    return faults


def _wrong_host(certificate: Certificate | None, name: str) -> str:
    names = ", ".join(certificate.names[:3]) if certificate and certificate.names else "other names"
    return f"the certificate is for {names}, not for {name}"
