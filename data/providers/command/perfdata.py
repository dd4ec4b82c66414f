"""Performance data as monitoring plugins print it: ``'label'=value[unit];warn;crit;min;max``."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass

from data.providers.command.span import Span, parse_span
from data.safe import safe

_MOST = 200
_LABEL = 80
_LONGEST = 32_768
_ITEM = re.compile(r"(?<!\S)(?:'((?:[^']|'')*+)'|([^\s'=]++))=(\S*+)")
_VALUE = re.compile(r"([-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?)([^\d\s.;]*)")


@dataclass(frozen=True, slots=True)
class Datum:
    """One labelled value; None where the plugin could not determine it."""

    label: str
    value: float | None
    unit: str = ""
    warn: Span | None = None
    crit: Span | None = None
    least: float | None = None
    most: float | None = None

    @property
    def never_negative(self) -> bool:
        """Whether the quantity cannot fall below zero, as far as the plugin says or its value suggests."""
        return self.least >= 0 if self.least is not None else self.value is not None and self.value >= 0


def parse_perfdata(text: str) -> tuple[Datum, ...]:
    """All values in the order printed, each label once; what is malformed is left out."""
    found: dict[str, Datum] = {}
    for match in _ITEM.finditer(text[:_LONGEST]):
        label = safe((match[1] or "").replace("''", "'") or match[2] or "", _LABEL).strip()
        datum = _datum(label, match[3]) if label else None
        if datum is not None and len(found) < _MOST:
            found.setdefault(label, datum)
    return tuple(found.values())


def _datum(label: str, text: str) -> Datum | None:
    value, *rest = text.split(";")
    warn, crit, least, most = (*rest[:4], "", "", "", "")[:4]
    number = _VALUE.fullmatch(value)
    if number is None and value.lower() not in ("u", "nan", "inf", "-inf", "+inf"):
        return None
    return Datum(
        label,
        _finite(number[1]) if number else None,
        safe(number[2], 20) if number else "",
        parse_span(warn),
        parse_span(crit),
        next(_numbers(least), None),
        next(_numbers(most), None),
    )


def _finite(text: str) -> float | None:
    value = float(text)
    return value if math.isfinite(value) else None


def _numbers(text: str) -> Iterator[float]:
    match = _VALUE.fullmatch(text)
    if match and math.isfinite(float(match[1])):
        yield float(match[1])
