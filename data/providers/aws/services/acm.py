"""The certificates of ACM in this region, and how long they last."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from data.models.item import Item, facts_of
from data.models.reading import Observation
from data.models.verdict import Verdict
from data.providers.aws.calls import Calls, Row
from data.providers.aws.parse import MOST_ITEMS, MOST_SERIES, dig, when, words
from data.providers.aws.service import Found, Moment

_SIGNAL = "aws.cert_days"
_KEYS = (
    "RSA_1024",
    "RSA_2048",
    "RSA_3072",
    "RSA_4096",
    "EC_prime256v1",
    "EC_secp384r1",
    "EC_secp521r1",
)
"""All that there are: ACM tells only of the two smallest unless it is asked."""
_DAY_S = 86_400.0
_WARN_D, _FAIL_D = 30.0, 7.0


def ask(calls: Calls, moment: Moment) -> Found:
    """Every certificate."""
    rows = calls.pages(
        "acm", "list_certificates", "CertificateSummaryList", Includes={"keyTypes": list(_KEYS)}
    )
    return found(rows, moment.now)


def found(rows: Iterable[Row], now: datetime) -> Found:
    """Days left by domain, the first to end in front; one that nothing uses is listed but not counted."""
    certificates = list(rows)
    left: dict[str, float] = {}
    for row in certificates:
        days = _days(row, now)
        if days is not None and dig(row, "InUse") is not False:
            domain = words(row, "DomainName", 120)
            left[domain] = min(days, left.get(domain, days))
    seen = tuple(
        Observation(_SIGNAL, days, "d", (("domain", domain),))
        for domain, days in sorted(left.items(), key=lambda pair: pair[1])
    )
    if not seen:
        many = f"none of {len(certificates)} certificates is in use" if certificates else "no certificate"
        seen = (Observation(_SIGNAL, None, "d", detail=many),)
    items = sorted((_item(row, now) for row in certificates), key=_first_to_end)
    return Found(seen[:MOST_SERIES], tuple(items[:MOST_ITEMS]))


def _item(row: Row, now: datetime) -> Item:
    days, state = _days(row, now), words(row, "Status", 40)
    used = dig(row, "InUse") is not False
    fields = (
        ("ends", f"{end:%Y-%m-%d %H:%M} UTC" if (end := when(row, "NotAfter")) else ""),
        ("in use", "yes" if used else "no"),
        ("renewal", words(row, "RenewalEligibility", 40).lower().replace("_", " ")),
        ("key", words(row, "KeyAlgorithm", 40)),
        ("from", words(row, "Type", 40).lower().replace("_", " ")),
    )
    return Item(
        "certificate",
        words(row, "CertificateArn", 200),
        words(row, "DomainName", 120),
        _verdict(state, days) if used else Verdict.PASS,
        state=state.lower().replace("_", " "),
        at=when(row, "NotBefore"),
        group="ACM",
        amount=days,
        unit="d" if days is not None else "",
        fields=facts_of(*fields),
    )


def _verdict(state: str, days: float | None) -> Verdict:
    if state not in ("ISSUED", "EXPIRED", ""):
        return Verdict.WARN
    if days is None:
        return Verdict.NO_DATA
    return Verdict.FAIL if days < _FAIL_D else Verdict.WARN if days < _WARN_D else Verdict.PASS


def _days(row: Row, now: datetime) -> float | None:
    end = when(row, "NotAfter")
    return (end - now).total_seconds() / _DAY_S if end else None


def _first_to_end(item: Item) -> tuple[int, float]:
    return (-item.verdict.rank, item.amount if item.amount is not None else float("inf"))
