"""Sentry's issues made into items, and its hourly counts into a series."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from data.errors import SourceError
from data.models.failure import FailureKind
from data.models.item import Item, facts_of
from data.models.verdict import Verdict
from data.safe import safe
from data.web.shape import inner, link, listing, moment, number, word

LEVELS = ("fatal", "error", "warning", "info", "debug", "sample")
"""The gravest first."""
ORDER = {name: -place for place, name in enumerate(LEVELS)}
_VERDICTS = {"fatal": Verdict.FAIL, "error": Verdict.WARN, "warning": Verdict.WARN}
_HOUR = 3600.0


@dataclass(frozen=True, slots=True)
class Hourly:
    """Events an hour: `times` are the ends of the hours, when their count is known, in seconds since 1970."""

    times: tuple[float, ...]
    values: tuple[float, ...]


def parse_issues(document: object) -> tuple[Item, ...]:
    """The issues of a page."""
    return tuple(_issue(row) for row in listing(document, "Sentry"))


def is_new(item: Item, since: datetime) -> bool:
    """Whether an issue was first seen since then."""
    return item.at is not None and item.at >= since


def parse_hourly(document: object, now: float) -> Hourly:
    """The hours that are over, oldest first. Raises SourceError where it is no list of pairs."""
    if not isinstance(document, list):
        raise SourceError(FailureKind.BAD_ANSWER, "not an answer of Sentry", "check url")
    pairs = []
    for point in document:
        if not isinstance(point, list) or len(point) != 2:
            raise SourceError(FailureKind.BAD_ANSWER, "not an answer of Sentry", "check url")
        at, value = number(point[0]), number(point[1])
        if at is not None and value is not None and at + _HOUR <= now:
            pairs.append((at + _HOUR, value))
    pairs.sort()
    return Hourly(tuple(at for at, _ in pairs), tuple(value for _, value in pairs))


def _issue(row: Mapping[str, Any]) -> Item:
    level = word(row, "level", 20) or "unknown"
    count, users = _count(row.get("count")), number(row.get("userCount"))
    facts = (
        ("project", word(inner(row, "project"), "slug", 100)),
        ("where", word(row, "culprit")),
        ("events", "unknown" if count is None else f"{count:,.0f}"),
        ("users", "" if users is None else f"{users:,.0f}"),
        ("first seen", word(row, "firstSeen", 40)),
        ("last seen", word(row, "lastSeen", 40)),
        ("kind", word(row, "substatus", 40)),
        ("assigned to", word(inner(row, "assignedTo"), "name", 80)),
    )
    return Item(
        kind="issue",
        id=word(row, "shortId", 80) or word(row, "id", 80),
        title=word(row, "title") or word(inner(row, "metadata"), "value") or "an issue without a title",
        verdict=_VERDICTS.get(level, Verdict.WARN if level == "unknown" else Verdict.PASS),
        severity=level,
        state=word(row, "status", 40),
        at=moment(row.get("firstSeen")),
        group=word(inner(row, "project"), "slug", 100),
        amount=count,
        unit="count",
        fields=facts_of(*facts),
        url=link(row, "permalink"),
    )


def _count(value: object) -> float | None:
    """Sentry writes the number of events as a text."""
    if isinstance(value, str) and value.isascii() and value.isdigit() and len(value) < 16:
        return float(safe(value, 20))
    return number(value)
