"""What Prometheus' JSON answers say; no connection needed."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from data.errors import SourceError
from data.models.failure import FailureKind
from data.safe import safe

_WARNINGS = 5


@dataclass(frozen=True, slots=True)
class Series:
    """One series of an instant answer; without a value, `words` say why."""

    labels: Mapping[str, str]
    value: float | None
    words: str = ""


@dataclass(frozen=True, slots=True)
class Result:
    """An instant answer: `at` is the server's own time of it, in seconds since 1970."""

    series: tuple[Series, ...]
    at: float | None
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class RangeSeries:
    """One series of a range answer, oldest first; what is no number is left out."""

    labels: Mapping[str, str]
    times: tuple[float, ...]
    values: tuple[float, ...]


def parse_instant(document: object) -> Result:
    """A vector or a scalar. Raises SourceError for anything else."""
    kind, result = _data(document)
    warnings = _warnings(document)
    if kind == "scalar":
        at, text = _pair(result)
        value, words = number(text)
        return Result((Series({}, value, words),), at, warnings)
    if kind != "vector":
        raise SourceError(
            FailureKind.BAD_ANSWER,
            f"the query answers a {safe(kind, 20)}, not numbers",
            _ADVICE.get(kind, ""),
        )
    if not isinstance(result, list):
        raise _unreadable()
    series = tuple(_series(each) for each in result)
    return Result(series, _time_of(result), warnings)


def parse_range(document: object) -> tuple[RangeSeries, ...]:
    """A matrix. Raises SourceError for anything else."""
    kind, result = _data(document)
    if kind != "matrix" or not isinstance(result, list):
        raise _unreadable()
    return tuple(_range_series(each) for each in result)


def number(text: object) -> tuple[float | None, str]:
    """A sample's value as a finite number, or None and why not."""
    if not isinstance(text, str):
        return None, f"not a number but {type(text).__name__}"
    try:
        value = float(text)
    except ValueError:
        return None, f"not a number: {safe(text, 60)}"
    if math.isnan(value):
        return None, "not a number (NaN): nothing to reckon with, 0 ÷ 0 for one"
    if math.isinf(value):
        return None, f"infinite ({safe(text, 10)})"
    return value, ""


def _series(each: object) -> Series:
    if not isinstance(each, dict) or not isinstance(each.get("metric"), dict):
        raise _unreadable()
    labels = {str(name): safe(value, 200) for name, value in each["metric"].items()}
    if "value" not in each and "histogram" in each:
        return Series(labels, None, "a histogram: ask for histogram_quantile() or histogram_avg() of it")
    _, text = _pair(each.get("value"))
    value, words = number(text)
    return Series(labels, value, words)


def _range_series(each: object) -> RangeSeries:
    if not isinstance(each, dict) or not isinstance(each.get("metric"), dict):
        raise _unreadable()
    points = [(at, number(text)[0]) for at, text in map(_pair, each.get("values", []))]
    known = [(at, value) for at, value in points if value is not None]
    labels = {str(name): safe(value, 200) for name, value in each["metric"].items()}
    return RangeSeries(labels, tuple(at for at, _ in known), tuple(value for _, value in known))


def _data(document: object) -> tuple[str, Any]:
    data = document.get("data") if isinstance(document, dict) else None
    if not isinstance(data, dict) or not isinstance(data.get("resultType"), str):
        raise _unreadable()
    return data["resultType"], data.get("result")


def _warnings(document: object) -> tuple[str, ...]:
    found = document.get("warnings") if isinstance(document, dict) else None
    return tuple(safe(each, 200) for each in found[:_WARNINGS]) if isinstance(found, list) else ()


def _pair(pair: object) -> tuple[float, object]:
    if (
        isinstance(pair, list)
        and len(pair) == 2
        and isinstance(pair[0], int | float)
        and math.isfinite(pair[0])
    ):
        return float(pair[0]), pair[1]
    raise _unreadable()


def _time_of(result: list[Any]) -> float | None:
    return next((_pair(each["value"])[0] for each in result if "value" in each), None)


def _unreadable() -> SourceError:
    return SourceError(FailureKind.BAD_ANSWER, "not an answer of Prometheus' query interface", "check url")


_ADVICE = {"matrix": "take last_over_time() or another function of the range"}
