"""The values in a block, beside its frames: every series of hours is read without unfolding these.

A section is a line of JSON with the series that are new in it, each with its number, and behind it
one number, moment (seconds since 1970) and value for each reading.
"""

from __future__ import annotations

import json
import math
import struct
from collections.abc import Iterator
from typing import Any

from data.errors import BadDataError
from data.models.series import Key
from data.models.snapshot import SourceState

_POINT = struct.Struct("<Hdd")
_MOST = 2**16
Point = tuple[Key, float, float]
"""A series, a moment in seconds since 1970, and the value then."""


class PointsOut:
    """Numbers series as they come, and keeps what was written of each."""

    def __init__(self) -> None:
        self._numbers: dict[Key, int] = {}
        self._last: dict[Key, float] = {}
        self._seen: dict[str, SourceState] = {}
        self._new: list[list[Any]] = []
        self._body = bytearray()

    def take(self, state: SourceState) -> None:
        """Take in the readings of a state that are newer than those before."""
        if self._seen.get(state.name) is state:
            return
        self._seen[state.name] = state
        for reading in state.readings:
            value, at = reading.observation.value, reading.fetched_at.timestamp()
            if value is None or not math.isfinite(value) or self._last.get(reading.key) == at:
                continue
            number = self._number(reading.key)
            if number is not None:
                self._last[reading.key] = at
                self._body += _POINT.pack(number, at, value)

    def section(self, *, whole: bool) -> bytes:
        """What came since the last section; a whole one names every series."""
        new = [[number, *key] for key, number in self._numbers.items()] if whole else self._new
        section = json.dumps(new, separators=(",", ":")).encode() + b"\n" + bytes(self._body)
        self._new, self._body = [], bytearray()
        return section

    def _number(self, key: Key) -> int | None:
        number = self._numbers.get(key)
        if number is None and len(self._numbers) < _MOST:
            number = self._numbers[key] = len(self._numbers)
            self._new.append([number, *key])
        return number


class PointsIn:
    """Reads sections in their order, from a whole one on."""

    def __init__(self) -> None:
        self._keys: dict[int, Key] = {}

    def points(self, section: bytes) -> Iterator[Point]:
        """The values of a section. Raises BadDataError."""
        head, _, body = section.partition(b"\n")
        try:
            for number, source, signal, labels in json.loads(head):
                self._keys[number] = (source, signal, tuple((name, value) for name, value in labels))
            for number, at, value in _POINT.iter_unpack(body):
                if number in self._keys:
                    yield self._keys[number], at, value
        except (ValueError, TypeError, struct.error) as error:
            raise BadDataError("a recording holds values that cannot be read") from error
