"""What was usual at an hour, as a recording keeps it: the bands, not the weeks that they come from."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from data.baselines.book import Baselines
from data.baselines.hour import hour_of, when
from data.baselines.keeper import Keeper
from data.models.series import Key
from data.models.usual import Usual

_HOUR = timedelta(hours=1)
_Band = tuple[float, float, float, int]
"""Low, high, middle, and of how many samples."""


class UsualNoted:
    """The bands of every series that is known, in a form that JSON can hold.

    Those of this hour and of the one before: a reading may be a little older than its picture.
    """

    def __init__(self, baselines: Keeper) -> None:
        self._baselines = baselines
        self._of: tuple[int, Baselines | None, int] = (0, None, 0)
        self._form: dict[str, Any] = {}

    def form(self, now: datetime) -> Mapping[str, Any]:
        """As they are at that moment; the same object while none has changed."""
        book = self._baselines.book
        known = (hour_of(now.timestamp()), book, book.changes)
        if known != self._of:
            self._of, self._form = known, _form(book, now)
        return self._form


@dataclass(frozen=True, slots=True)
class Bands:
    """What was noted: which hours since 1970 it is about, and the band of each series in them."""

    hours: frozenset[int] = frozenset()
    known: Mapping[tuple[Key, int], _Band] = field(default_factory=dict)

    def tells_of(self, at: datetime) -> bool:
        """Whether it was noted what was usual at a moment; of a series without a band nothing was."""
        return hour_of(at.timestamp()) in self.hours

    def usual(self, key: Key, at: datetime, zone: ZoneInfo) -> Usual | None:
        """What was expected of a series at a moment."""
        found = self.known.get((key, hour_of(at.timestamp())))
        return None if found is None else Usual(*found, when(at, zone))


def bands_in(form: object) -> Bands:
    """The bands of such a form; none where it is not one."""
    try:
        return _bands(form)
    except (LookupError, TypeError, ValueError, OverflowError):
        return Bands()


def _form(book: Baselines, now: datetime) -> dict[str, Any]:
    moments = (now - _HOUR, now)
    bands = [
        [key, hour_of(at.timestamp()), found.low, found.high, found.middle, found.samples]
        for at in moments
        for key in list(book.units)
        if (found := book.usual(key, at)) is not None
    ]
    return {"hours": [hour_of(at.timestamp()) for at in moments], "bands": bands}


def _bands(form: Any) -> Bands:  # noqa: ANN401 - whatever JSON can hold
    found: dict[tuple[Key, int], _Band] = {}
    for (source, signal, labels), hour, low, high, middle, samples in form["bands"]:
        key = (str(source), str(signal), tuple((str(name), str(value)) for name, value in labels))
        if not all(map(math.isfinite, (low, high, middle))):
            raise ValueError("a band has no end")
        found[key, int(hour)] = (float(low), float(high), float(middle), int(samples))
    return Bands(frozenset(map(int, form["hours"])), found)
