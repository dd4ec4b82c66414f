"""Reads an entry's fields whatever somebody wrote there by hand: what does not fit counts as absent."""

from __future__ import annotations

import math
from collections.abc import Mapping
from enum import StrEnum
from typing import Any, TypeVar

from data.journal.evidence import evidence_from
from data.models.entry import Entry
from data.models.evidence import Evidence
from data.safe import safe

Choice = TypeVar("Choice", bound=StrEnum)


def text(entry: Entry, key: str) -> str:
    """A string; empty where there is none."""
    value = entry.get(key)
    return value if isinstance(value, str) else ""


def said(entry: Entry, key: str) -> str:
    """A string, trimmed, and fit to be shown on one line."""
    return safe(text(entry, key).strip())


def texts(entry: Entry, key: str) -> tuple[str, ...]:
    """A list of strings."""
    value = entry.get(key)
    return tuple(each for each in value if isinstance(each, str)) if isinstance(value, list | tuple) else ()


def tables(entry: Entry, key: str) -> tuple[Mapping[str, Any], ...]:
    """A list of tables."""
    value = entry.get(key)
    return (
        tuple(each for each in value if isinstance(each, Mapping)) if isinstance(value, list | tuple) else ()
    )


def evidence_in(entry: Entry) -> tuple[Evidence, ...]:
    """The evidence that an entry carries."""
    return tuple(map(evidence_from, tables(entry, "evidence")))


def number(value: object) -> float | None:
    """A finite number; a yes or no is none."""
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
        return None
    return float(value)


def one_of(choices: type[Choice], value: object) -> Choice | None:
    """The choice of that name, None for any other."""
    return next((choice for choice in choices if choice.value == value), None)
