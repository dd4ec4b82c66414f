"""From a reading to a line of a panel: its limit, since when, compared with what, and whether it is usual."""

from __future__ import annotations

from datetime import datetime, timedelta

from data.boards.beginning import broken_since
from data.boards.outlook import Outlook
from data.catalogue import catalogue
from data.models.board import Compared, Fact
from data.models.labels import Labels
from data.models.reading import Reading
from data.models.series import Key
from data.models.snapshot import Snapshot
from data.models.usual import Usual
from data.models.verdict import BROKEN, Verdict
from data.quantity import format_value, known

DAY = 86_400.0
UNUSUAL = "unusual: "
"""What the words begin with that tell a value from its band."""
_NEAR = 2.0
"""A value counts as being of a moment when it is not further from it than this many steps."""


def fact_of(
    reading: Reading, snapshot: Snapshot, outlook: Outlook, *, name: str = "", group: str = ""
) -> Fact:
    """What a panel says of one reading; `name` and `group` in place of the signal's and the source's."""
    seen = reading.observation
    usual = outlook.usual(reading.key, reading.observed_at) if known(seen.value) else None
    return Fact(
        key=key_of(reading.key),
        name=name or title_of(reading),
        verdict=_verdict(reading),
        value=seen.value,
        unit=seen.unit,
        limit=reading.limit,
        threshold=reading.threshold,
        observed_at=reading.observed_at,
        since=since(reading, snapshot, outlook),
        compared=compared(reading.key, snapshot, outlook),
        series=reading.key,
        words="; ".join(part for part in (_said(reading), unusual(reading, usual)) if part),
        source=reading.source,
        group=group or _group(reading),
        details=(*_details(reading), *_usually(usual, seen.unit)),
    )


def key_of(series: Key) -> str:
    """A series' name in one line, unlike any other's."""
    source, signal, labels = series
    return f"{source}:{signal}" + "".join(f",{name}={value}" for name, value in labels)


def title_of(reading: Reading) -> str:
    """The signal's title, with what tells this series from its sisters."""
    signal = catalogue().get(reading.signal)
    parts = (signal.title if signal else reading.signal, label_words(reading.observation.labels))
    return " · ".join(part for part in parts if part)


def label_words(labels: Labels) -> str:
    """The labels' values; people know what they are of."""
    return " ".join(value for _, value in labels if value)


def compared(key: Key, snapshot: Snapshot, outlook: Outlook) -> Compared | None:
    """The value that a series had `outlook.against` seconds ago; None where nobody knows it."""
    value = value_at(key, snapshot.elapsed - outlook.against, outlook)
    return None if value is None else Compared(value, span_words(outlook.against))


def value_at(key: Key, at: float, outlook: Outlook) -> float | None:
    """The value nearest to a moment (monotonic seconds), where there is one close to it."""
    near = _NEAR * max(outlook.span.step, 300.0)
    series = outlook.past(key, at - near, at + near)
    nearest = min(zip(series.times, series.values, strict=True), key=lambda p: abs(p[0] - at), default=None)
    return nearest[1] if nearest else None


def span_words(seconds: float) -> str:
    """What people call the moment so many seconds ago."""
    days = round(seconds / DAY)
    return {1: "yesterday", 7: "a week ago", 30: "a month ago"}.get(days, f"{days} days ago")


def since(reading: Reading, snapshot: Snapshot, outlook: Outlook) -> datetime | None:
    """When a reading's verdict began: by its past where a limit is broken, else by its source's state."""
    if reading.verdict not in BROKEN or reading.limit is None:
        source = snapshot.source(reading.source)
        alike = source is not None and source.verdict is reading.verdict
        return source.since if source is not None and alike else None
    ago = snapshot.elapsed - broken_since(reading, outlook.past, snapshot.elapsed)
    return snapshot.at - timedelta(seconds=ago)


def unusual(reading: Reading, usual: Usual | None) -> str:
    """In words, how far a value lies from its band; nothing where it keeps to it, or is better.

    What reads as the edge of the band keeps to it.
    """
    value, unit = reading.observation.value, reading.observation.unit
    if usual is None or value is None or usual.holds(value):
        return ""
    known_signal = catalogue().get(reading.signal)
    if value < usual.low and known_signal is not None and known_signal.higher_is == "worse":
        return ""
    edge = usual.low if value < usual.low else usual.high
    if format_value(value, unit) == format_value(edge, unit):
        return ""
    return f"{UNUSUAL}{format_value(value, unit)}, usually {_band_words(usual, unit)} {usual.when}"


def _band_words(usual: Usual, unit: str) -> str:
    """A band in words, the unit said once where it can be."""
    low, high = format_value(usual.low, unit), format_value(usual.high, unit)
    number, _, low_unit = low.partition(" ")
    return f"{number}–{high}" if low_unit and high.endswith(f" {low_unit}") else f"{low}–{high}"


def _said(reading: Reading) -> str:
    """Why it is judged so; where nobody judges, what the source says of it."""
    judged = reading.limit is not None or reading.verdict is not Verdict.PASS
    return reading.words if judged else reading.observation.detail or reading.words


def _verdict(reading: Reading) -> Verdict | None:
    """None where nobody judges: a pass without a limit says nothing."""
    judged = reading.limit is not None or reading.observation.judged is not None
    return reading.verdict if judged or reading.verdict is not Verdict.PASS else None


def _group(reading: Reading) -> str:
    labels = dict(reading.observation.labels)
    return labels.get("service") or reading.source


def _details(reading: Reading) -> tuple[tuple[str, str], ...]:
    limit = reading.limit
    return (
        ("source", f"{reading.source} ({reading.kind})"),
        *reading.observation.labels,
        *((("limit from", f"{limit.policy} § {limit.section}"),) if limit and limit.policy else ()),
        *((("it says", limit.says),) if limit and limit.says else ()),
        *((("asked", reading.query),) if reading.query else ()),
    )


def _usually(usual: Usual | None, unit: str) -> tuple[tuple[str, str], ...]:
    if usual is None:
        return ()
    return (("usually", f"{_band_words(usual, unit)} {usual.when}, from {usual.samples} samples"),)
