"""Where a recording does not tell all of an incident, in words for whoever recorded it."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from data.drills.life.lived import Lived
from data.drills.life.normal import pace_of
from data.drills.life.silences import silences_of
from data.models.series import Series

_GAP_S = 30.0
"""Seconds without anything, after which a recording is taken to have stopped."""
_BLOCK_S = 10.0
"""Seconds of values that may be lost with one damaged block, at most."""
_PACES = 1.6
"""So many rounds without a value are more than one that came late."""
Span = tuple[float, float]
"""From when to when, in seconds since 1970."""


def doubts_of(
    lived: Lived, spells: Iterable[Span], damaged: Iterable[float], zone: ZoneInfo
) -> tuple[str, ...]:
    """What is missing of an incident's time; `spells` are when something was recorded.

    `damaged` is when values were written that cannot be read any more.
    """
    words = _Words(zone)
    found = [words.damaged(first, last, lived) for first, last in _together(damaged)]
    if lived.pasts:
        found += [words.gap(gap, lived.end) for gap in _gaps(spells, lived.seen, lived.end)]
        found += words.ended(lived)
    return tuple(found)


class _Words:
    """Says it with the times of one zone."""

    def __init__(self, zone: ZoneInfo) -> None:
        self._zone = zone

    def damaged(self, first: float, last: float, lived: Lived) -> str:
        lacking = sorted(
            {key[0] for key, each in lived.pasts.items() if _lacks(each, first, last + _BLOCK_S)}
        )
        every = len(lacking) == len({key[0] for key in lived.pasts})
        whose = f", of {'every source' if every else ', '.join(lacking)}" if lacking else ""
        until = f" to {self._at(last)}" if last > first else ""
        return f"what was recorded at {self._at(first)}{until} is damaged{whose}, and left out"

    def gap(self, gap: Span, end: float) -> str:
        until = "to the end" if gap[1] >= end else f"to {self._at(gap[1])}"
        return f"nothing was recorded from {self._at(gap[0])} {until}, so that time is not in it"

    def ended(self, lived: Lived) -> Iterator[str]:
        """What was recorded no more while other things were."""
        for (source, key), silence in silences_of(lived.pasts, lived.seen, lived.end).items():
            if silence.back is None:
                name = f"{key[1]} of {source}" if key else source
                yield f"nothing of {name} was recorded from {self._at(silence.began)} on, while others were"

    def _at(self, moment: float) -> str:
        return datetime.fromtimestamp(moment, UTC).astimezone(self._zone).isoformat(timespec="seconds")


def _together(moments: Iterable[float]) -> list[Span]:
    """Moments near each other, as spans."""
    found: list[Span] = []
    for at in sorted(moments):
        if found and at - found[-1][1] <= _BLOCK_S:
            found[-1] = (found[-1][0], at)
        else:
            found.append((at, at))
    return found


def _gaps(spells: Iterable[Span], first: float, end: float) -> Iterator[Span]:
    """When nothing at all was recorded between two moments."""
    known = first
    for begins, ends in [*sorted(spells), (end, end)]:
        if min(begins, end) - known > _GAP_S:
            yield known, min(begins, end)
        known = max(known, ends)


def _lacks(series: Series, first: float, last: float) -> bool:
    """Whether a value is missing between two moments that should have come."""
    pace, times = pace_of(series.times), series.times
    places: Sequence[int] = range(max(0, bisect_left(times, first) - 1), bisect_right(times, last))
    following = [times[place + 1] if place + 1 < len(times) else last for place in places]
    return bool(pace) and any(
        after - times[place] > _PACES * pace for place, after in zip(places, following, strict=True)
    )
