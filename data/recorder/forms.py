"""Frozen records as plain lists that JSON can hold, and back to the same records.

Numbers, words, truth values and None stand for themselves. Everything else is a list that begins
with a sign: ``T`` a tuple, ``S`` a frozen set, ``N`` a number that JSON has none for, ``@`` a moment, ``O`` a
time of day, ``Z`` a zone, ``E`` one of a few words, ``R`` a record, with its name and then its fields
in their order.
"""

from __future__ import annotations

import math
from dataclasses import fields, is_dataclass
from datetime import UTC, datetime, time, timedelta
from enum import Enum
from functools import cache
from typing import Any
from zoneinfo import ZoneInfo

from data.errors import BadDataError
from data.models.alert import Alert, Gravity, Matcher, Silence
from data.models.failure import Failure, FailureKind
from data.models.item import Item
from data.models.maintenance import Maintenance, Opening, Rhythm, Span
from data.models.past import Past
from data.models.reading import Observation, Reading
from data.models.snapshot import Phase, Snapshot, SourceState
from data.models.threshold import Comparison, Limit, Threshold
from data.models.verdict import Verdict

Form = None | bool | int | float | str | list[Any]

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)
_RECORDS: tuple[type, ...] = (
    Snapshot, SourceState, Reading, Observation, Threshold, Limit, Failure, Past,
    Item, Alert, Silence, Matcher, Opening, Maintenance, Span, Rhythm,
)  # fmt: skip
_CHOICES: tuple[type[Enum], ...] = (Verdict, Phase, FailureKind, Comparison, Gravity)
_RECORD = {each.__name__: each for each in _RECORDS}
_CHOICE = {each.__name__: each for each in _CHOICES}


def form_of(value: object) -> Form:
    """The plain form of a record, or of anything that stands in one. Raises TypeError for what does not."""
    match value:
        case Enum() if type(value).__name__ in _CHOICE:
            return ["E", type(value).__name__, value.value]
        case None | bool() | str():
            return value
        case int() | float():
            return value if math.isfinite(value) else ["N", str(value)]
        case tuple():
            return ["T", *map(form_of, value)]
        case frozenset():
            return ["S", *sorted(value)]
        case datetime():
            return _moment(value)
        case time():
            return ["O", value.isoformat()]
        case ZoneInfo():
            return ["Z", value.key]
    name = type(value).__name__
    if name not in _RECORD:
        raise TypeError(f"a recording holds no {name}")
    return ["R", name, *(form_of(getattr(value, field)) for field in _fields(_RECORD[name]))]


def value_of(form: Form) -> object:
    """What a form stands for. Raises BadDataError where it stands for nothing that is known."""
    if not isinstance(form, list):
        return form
    try:
        return _value(form)
    except (LookupError, TypeError, ValueError, OverflowError) as error:
        raise BadDataError("a recording holds something that this version does not know") from error


def _value(form: list[Any]) -> object:
    match form:
        case ["T", *parts]:
            return tuple(value_of(part) for part in parts)
        case ["S", *parts]:
            return frozenset(parts)
        case ["N", words]:
            return float(words)
        case ["@", str(words)]:
            return datetime.fromisoformat(words)
        case ["@", microseconds]:
            return _EPOCH + microseconds * _MICROSECOND
        case ["@", microseconds, zone]:
            return (_EPOCH + microseconds * _MICROSECOND).astimezone(ZoneInfo(zone))
        case ["O", words]:
            return time.fromisoformat(words)
        case ["Z", name]:
            return ZoneInfo(name)
        case ["E", name, word]:
            return _CHOICE[name](word)
        case ["R", name, *parts]:
            record, names = _RECORD[name], _fields(_RECORD[name])
            # A record may have gained fields at its end since; never more than this version knows.
            known = zip(names[: len(parts)], map(value_of, parts), strict=True)
            made: object = record(**dict(known))
            return made
    raise ValueError("no such form")


def _moment(value: datetime) -> Form:
    if value.tzinfo is UTC:
        return ["@", (value - _EPOCH) // _MICROSECOND]
    if isinstance(value.tzinfo, ZoneInfo):
        return ["@", (value.astimezone(UTC) - _EPOCH) // _MICROSECOND, value.tzinfo.key]
    return ["@", value.isoformat()]


@cache
def _fields(record: type) -> tuple[str, ...]:
    assert is_dataclass(record)
    return tuple(field.name for field in fields(record) if field.init)
