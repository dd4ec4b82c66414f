"""The past of series as the console knew it, beside the frames: measured by itself, or filled in by sources.

A section is a line of JSON and, behind it, the plain arrays of every series that this names, four
bytes for each number.
"""

from __future__ import annotations

import json
from array import array
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from data.errors import BadDataError
from data.history.keeping import Keeping, Plain
from data.models.series import Key

Pasts = Mapping[Key, Plain]
Notes = Mapping[str, Any]
"""What a console notes of itself, as JSON can hold it."""
_MOST_BYTES = 4 * 2**20
"""So much of one moment is written; with very many series the past of the last ones is left out."""


def pasts_section(taken: Iterable[tuple[float, Pasts]], noted: Iterable[tuple[float, Notes]] = ()) -> bytes:
    """What was known of series at some moments, in seconds since 1970, and notes; empty for nothing."""
    head: list[list[Any]] = []
    body = bytearray()
    for at, pasts in taken:
        most = len(body) + _MOST_BYTES
        for key, plain in pasts.items():
            if len(body) > most:
                break
            base, times, values = plain.ring
            bins = [[step, opened, len(means)] for step, (opened, _, means) in plain.bins]
            head.append([at, key, base, len(times), bins])
            body += times.tobytes() + values.tobytes()
            for _, (_, indices, means) in plain.bins:
                body += indices.tobytes() + means.tobytes()
    told: list[Any] = [head, list(noted)]
    return json.dumps(told, separators=(",", ":")).encode() + b"\n" + bytes(body) if any(told) else b""


def notes_in(section: bytes) -> list[tuple[float, Notes]]:
    """The notes, each with its moment. Raises BadDataError."""
    try:
        noted = json.loads(section.partition(b"\n")[0])[1] if section else ()
        return [(float(at), dict(notes)) for at, notes in noted]
    except (ValueError, TypeError, LookupError) as error:
        raise BadDataError("a recording holds notes that cannot be read") from error


def pasts_in(section: bytes) -> Iterator[tuple[float, Key, Plain]]:
    """Each series with the moment at which it was so. Raises BadDataError."""
    head, _, body = section.partition(b"\n")
    reading = _Reading(body)
    try:
        for at, (source, signal, labels), base, length, bins in json.loads(head)[0] if head else ():
            ring = base, reading.take("f", length), reading.take("f", length)
            steps = [
                (
                    step,
                    (opened and (opened[0], opened[1]), reading.take("i", count), reading.take("f", count)),
                )
                for step, opened, count in bins
            ]
            key = (source, signal, tuple((name, value) for name, value in labels))
            yield at, key, Plain(ring, tuple(steps))
    except (ValueError, TypeError, LookupError) as error:
        raise BadDataError("a recording holds a past that cannot be read") from error


def keeping_of(plain: Plain | None, times: list[float], values: list[float]) -> Keeping:
    """What was kept then, and these values since."""
    kept = Keeping() if plain is None else Keeping.of(plain)
    kept.add_all(times, values)
    return kept


class _Reading:
    """Takes arrays one after another."""

    def __init__(self, body: bytes) -> None:
        self._body = body
        self._place = 0

    def take(self, kind: str, count: int) -> array[Any]:
        """The next array; `count` numbers of four bytes."""
        end = self._place + 4 * count
        taken: array[Any] = array(kind, self._body[self._place : end])
        if count < 0 or len(taken) != count:
            raise ValueError("shorter than it says")
        self._place = end
        return taken
