"""Baselines on disk: one small file, replaced whole, readable by its owner only."""

from __future__ import annotations

import json
import math
import os
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from data.baselines.book import MOST, Baselines
from data.baselines.hour import HOUR, HOURS
from data.errors import BadDataError
from data.models.labels import Labels, labels_from
from data.private_file import replace_file
from data.safe import safe

SCHEMA = 1
_UNSAFE = re.compile(r"[^a-z0-9]+")
_SIZE_LIMIT = 8_000_000


def file_in(folder: Path, environment: str) -> Path:
    """Where the baselines of an environment are kept: what is usual in the lab is not so in production."""
    name = _UNSAFE.sub("-", environment.lower()).strip("-")[:40]
    return folder / (f"baselines.{name}.json" if name else "baselines.json")


def load(file: Path, zone: ZoneInfo) -> Baselines:
    """What was kept; nothing where there is no file. Raises BadDataError where it cannot be used."""
    try:
        descriptor = os.open(file, os.O_RDONLY | os.O_NOFOLLOW | os.O_CLOEXEC | os.O_NONBLOCK)
        with os.fdopen(descriptor, "rb") as stream:
            content = stream.read(_SIZE_LIMIT + 1)
    except FileNotFoundError:
        return Baselines(zone)
    except OSError as error:
        raise BadDataError(f"{file}: the baselines cannot be read: {error.strerror}", _REMEDY) from None
    if len(content) > _SIZE_LIMIT:
        raise BadDataError(f"{file}: the baselines are too large to be ours", _REMEDY)
    try:
        return _read(json.loads(content), zone)
    except (ValueError, TypeError, KeyError, OverflowError, RecursionError):
        raise BadDataError(f"{file}: the baselines are damaged", _REMEDY) from None


def save(baselines: Baselines, file: Path) -> None:
    """Replace the file whole. Raises OSError where that cannot be done; the old one is then as it was."""
    content = json.dumps(_written(baselines), separators=(",", ":"), allow_nan=False).encode("ascii")
    replace_file(file, content)


_REMEDY = "they are learned anew: ops-console baseline update"


def _written(baselines: Baselines) -> dict[str, object]:
    return {
        "schema": SCHEMA,
        "learned": baselines.learned,
        "series": [
            {
                "source": source,
                "signal": signal,
                "labels": dict(labels),
                "unit": unit,
                **_hours(baselines, key),
            }
            for key, unit in baselines.units.items()
            for source, signal, labels in [key]
        ],
    }


def _hours(baselines: Baselines, key: tuple[str, str, Labels]) -> dict[str, object]:
    """The hours in a row from the first to the last, null where one has no value."""
    samples = dict(baselines.samples(key))
    if not samples:
        return {"from": 0, "values": []}
    first, last = min(samples), max(samples)
    return {"from": first, "values": [_short(samples.get(hour)) for hour in range(first, last + 1)]}


def _short(value: float | None) -> float | None:
    return None if value is None else float(f"{value:.6g}")


def _read(content: Any, zone: ZoneInfo) -> Baselines:  # noqa: ANN401 - whatever JSON can hold
    if content["schema"] != SCHEMA:
        raise ValueError("another schema")
    baselines = Baselines(zone)
    learned = content["learned"]
    baselines.learned = None if learned is None else _number(learned)
    for each in content["series"][:MOST]:
        labels = labels_from({safe(name): safe(value) for name, value in _mapping(each["labels"]).items()})
        key = (safe(_text(each["source"])), safe(_text(each["signal"])), labels)
        first, values = int(each["from"]), each["values"][:HOURS]
        points = [
            (float((first + place) * HOUR), _number(value))
            for place, value in enumerate(values)
            if value is not None
        ]
        baselines.learn(key, safe(_text(each["unit"])), points)
    return baselines


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError("a text was expected")
    return value


def _number(value: object) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
        raise TypeError("a number was expected")
    return float(value)


def _mapping(value: object) -> Mapping[str, object]:
    if not isinstance(value, dict):
        raise TypeError("a table was expected")
    return value
