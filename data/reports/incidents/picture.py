"""The affected signals over the time of an incident, from evidence and from recordings."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from data.catalogue import catalogue
from data.models.entry import Entry
from data.models.evidence import Evidence
from data.models.incident import Stamp
from data.models.series import Key
from data.procedures.fields import evidence_in
from data.reports.incidents.case import Case
from data.safe import safe

MOST = 12
"""So many signals are drawn; the first to be seen count."""
BEFORE_S, AFTER_S = 1800.0, 900.0
"""Seconds shown before the declaration, and after the end."""
_SKEW_S = 3600.0
"""What a source says it observed longer ago than this is not believed to belong here."""
_HUGE = 1e100
_BARS = "▁▂▃▄▅▆▇█"
_POINTS = 2000

Point = tuple[float, float]
"""Seconds since the declaration, and the value."""


@dataclass(frozen=True, slots=True)
class Track:
    """One signal: `points` oldest first, the `limit` it was held to where one is known."""

    key: Key
    title: str
    unit: str
    points: tuple[Point, ...]
    limit: float | None
    recorded: bool
    """Whether a whole series is in it, not only single values that entries carry."""


@dataclass(frozen=True, slots=True)
class Picture:
    """The tracks from `start` to `end`, in seconds since the declaration; `over` is when it was resolved."""

    tracks: tuple[Track, ...]
    start: float
    end: float
    over: float | None
    more: int = 0
    """So many further signals were affected."""


def picture_of(case: Case) -> Picture:
    """What there is to draw; no tracks where no entry has a value."""
    points: dict[Key, list[Point]] = {}
    about: dict[Key, Evidence] = {}
    for stamp, each in _measured(case):
        if each.value is None or not abs(each.value) < _HUGE:
            continue  # not a number, or one that no picture has room for
        key = (safe(each.source), safe(each.signal), each.labels)
        about.setdefault(key, each)
        points.setdefault(key, []).append((_when(case, stamp, each), each.value))
    tracks = [_track(case, about[key], found, _past(case, key)) for key, found in points.items()]
    over = case.incident.resolved
    end = case.after(over) if over else _now(case)
    shown = tuple(tracks[:MOST])
    first = min((track.points[0][0] for track in shown), default=0.0)
    last = max((track.points[-1][0] for track in shown), default=0.0)
    return Picture(
        shown,
        max(-BEFORE_S, min(0.0, first)),
        max(end, min(last, end + AFTER_S), 1.0),
        case.after(over) if over else None,
        len(tracks) - len(shown),
    )


def sparkline(track: Track, picture: Picture, width: int = 40) -> str:
    """Blocks in place of a curve; `┊` marks the declaration, `┆` the end, a dot that nothing is known.

    What was recorded holds for one block more, so that a value now and then makes a whole curve.
    """
    if not track.points:
        return ""
    cells: list[list[float]] = [[] for _ in range(width)]
    length = max(picture.end - picture.start, 1e-9)
    for at, value in track.points:
        place = int((at - picture.start) / length * width)
        if 0 <= place <= width:
            cells[min(place, width - 1)].append(value)
    values = [value for cell in cells for value in cell] or [0.0]
    low, high = min(values), max(values)
    if track.recorded:
        cells = [cell or last for cell, last in zip(cells, [[], *cells], strict=False)]
    drawn = [_bar(max(cell, key=abs), low, high) if cell else "·" for cell in cells]
    marks = [(0.0, "┊"), *([(picture.over, "┆")] if picture.over is not None else [])]
    for at, sign in reversed(marks):
        drawn.insert(min(width, max(0, round((at - picture.start) / length * width))), sign)
    return "".join(drawn)


def _bar(value: float, low: float, high: float) -> str:
    if high <= low:
        return _BARS[3]
    return _BARS[min(len(_BARS) - 1, int((value - low) / (high - low) * len(_BARS)))]


def _measured(case: Case) -> Iterator[tuple[Stamp, Evidence]]:
    for line in case.incident.timeline:
        entry: Entry | None = case.entries.get(line.stamp.entry)
        if entry is not None:
            yield from ((line.stamp, each) for each in evidence_in(entry))


def _when(case: Case, stamp: Stamp, evidence: Evidence) -> float:
    """When it was so: by the source's word where that can be, else when it was written down."""
    at = case.after(stamp)
    if evidence.observed_at is None:
        return at
    before = (stamp.at - evidence.observed_at).total_seconds()
    return at - before if 0 <= before <= _SKEW_S else at


def _track(case: Case, evidence: Evidence, found: list[Point], past: tuple[Point, ...]) -> Track:
    points = sorted({*found, *past})
    step = max(1, len(points) // _POINTS)
    known = catalogue().get(evidence.signal)
    title = " ".join(
        [known.title if known else safe(evidence.signal), *(safe(value) for _, value in evidence.labels)]
    )
    key = (safe(evidence.source), safe(evidence.signal), evidence.labels)
    shown, limit = tuple(points[::step]), evidence.threshold
    return Track(key, f"{key[0]} · {title}", safe(evidence.unit), shown, limit, bool(past))


def _past(case: Case, key: Key) -> tuple[Point, ...]:
    """What was recorded of a signal, on the scale of the incident."""
    series = case.pasts.get(key)
    if series is None:
        return ()
    began, last = case.incident.start.at.timestamp(), _now(case)
    pairs = ((at - began, value) for at, value in zip(series.times, series.values, strict=True))
    return tuple((at, value) for at, value in pairs if -BEFORE_S <= at <= last and abs(value) < _HUGE)


def _now(case: Case) -> float:
    moment = case.incident.steady(case.at, case.host)
    return max(0.0, moment - case.incident.start.steady)
