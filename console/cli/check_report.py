"""A snapshot as ``check`` prints it: JSON for scripts, aligned text for people."""

from __future__ import annotations

import math
from datetime import datetime
from typing import Any

from console.cli.columns import aligned
from console.cli.verdict import overall, sentence
from data.models.failure import Failure
from data.models.reading import Reading
from data.models.snapshot import Snapshot, SourceState
from data.models.threshold import Limit, Threshold
from data.quantity import format_value


def as_json(snapshot: Snapshot) -> dict[str, Any]:
    """The document that ``check --json`` prints."""
    return {
        "schema": 1,
        "at": _time(snapshot.at),
        "policy": snapshot.policy,
        "verdict": overall(snapshot.sources).value,
        "sources": [_source(source) for source in snapshot.sources],
        "readings": [_reading(reading) for source in snapshot.sources for reading in source.readings],
    }


def as_text(snapshot: Snapshot) -> list[str]:
    """A sentence, then a line for each reading, and for each source without any, worst first."""
    lines = [sentence(snapshot.sources)]
    rows = [row for source in snapshot.sources for row in _rows(source)]
    rows.sort(key=lambda row: -row[0])
    if rows:
        lines += ["", *aligned([cells for _, cells in rows], right={3})]
    return lines


def _source(source: SourceState) -> dict[str, Any]:
    return {
        "name": source.name,
        "kind": source.kind,
        "verdict": source.verdict.value,
        "took_ms": _rounded(source.took_ms),
        "error": _failure(source.failure),
    }


def _reading(reading: Reading) -> dict[str, Any]:
    observation = reading.observation
    return {
        "source": reading.source,
        "kind": reading.kind,
        "signal": reading.signal,
        "labels": dict(observation.labels),
        "value": _number(observation.value),
        "unit": observation.unit,
        "observed_at": _time(reading.observed_at),
        "fetched_at": _time(reading.fetched_at),
        "verdict": reading.verdict.value,
        "threshold": _threshold(reading.threshold, reading.limit),
        "error": _failure(observation.failure),
    }


def _threshold(threshold: Threshold | None, decided: Limit | None) -> dict[str, Any] | None:
    """The limits; policy and section are those of the one that decided."""
    source = decided or (threshold.decisive if threshold else None)
    if threshold is None or source is None:
        return None
    return {
        "target": _limit(threshold.target),
        "warn": _limit(threshold.warn),
        "fail": _limit(threshold.fail),
        "policy": source.policy,
        "section": source.section,
    }


def _limit(limit: Limit | None) -> float | None:
    return _number(limit.number) if limit else None


def _failure(failure: Failure | None) -> str | None:
    return f"{failure.kind.value}: {failure.message}" if failure else None


def _number(value: float | None) -> float | None:
    """JSON has no word for NaN and the infinities: they are unknown."""
    return value if value is not None and math.isfinite(value) else None


def _rounded(milliseconds: float | None) -> float | None:
    return None if milliseconds is None else round(milliseconds, 1)


def _time(moment: datetime) -> str:
    return moment.isoformat(timespec="milliseconds")


def _rows(source: SourceState) -> list[tuple[int, list[str]]]:
    rows = [(reading.verdict.rank, _cells(reading)) for reading in source.readings]
    if source.failure or not rows:
        words = _failure(source.failure) or "nothing came back"
        remedy = f" ({source.failure.remedy})" if source.failure and source.failure.remedy else ""
        rows.insert(0, (source.verdict.rank, [source.verdict.value, source.name, "", "", words + remedy]))
    return rows


def _cells(reading: Reading) -> list[str]:
    labels = ", ".join(value for _, value in reading.observation.labels)
    signal = f"{reading.signal} {{{labels}}}" if labels else reading.signal
    observation = reading.observation
    words = reading.words or observation.detail or (_failure(observation.failure) or "")
    return [
        reading.verdict.value,
        reading.source,
        signal,
        format_value(observation.value, observation.unit, digits=4),
        words,
    ]
