"""Snapshots made by hand, for what is printed from them."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from data.models.failure import Failure, FailureKind
from data.models.reading import Observation, Reading
from data.models.snapshot import Phase, Snapshot, SourceState
from data.models.threshold import Comparison, Limit, Threshold
from data.models.verdict import Verdict

AT = datetime(2026, 11, 20, 9, 0, 4, tzinfo=UTC)
LATENCY = Threshold(
    "ms",
    target=Limit(Comparison.LT, 200, "skafu", "Key Performance Indicators"),
    fail=Limit(Comparison.GT, 500, "skafu", "Key Performance Indicators"),
)


def reading(
    source: str,
    verdict: Verdict,
    value: float | None = 12.1,
    *,
    observation: Observation | None = None,
    words: str = "",
    skew_s: float = 0.0,
) -> Reading:
    """One reading of a latency, unless another observation is given."""
    return Reading(
        source=source,
        kind="http",
        observation=observation or Observation("http.latency_ms", value, "ms"),
        observed_at=AT,
        fetched_at=AT,
        fetched_elapsed=10.0,
        took_ms=12.1,
        query="https://api.example.com/health",
        digest="sha256:00",
        verdict=verdict,
        threshold=LATENCY,
        limit=LATENCY.target,
        words=words,
        skew_s=skew_s,
    )


def source(name: str, verdict: Verdict, *readings: Reading, critical: bool = True) -> SourceState:
    """A source that was asked once."""
    return SourceState(
        name=name,
        kind="http",
        group="http",
        every=15.0,
        critical=critical,
        phase=Phase.FRESH,
        verdict=verdict,
        since=AT,
        readings=readings,
        asked_at=AT,
        answered_at=AT,
        answered_elapsed=10.0,
        took_ms=12.1,
    )


def broken(name: str, *, critical: bool = True) -> SourceState:
    """A source that could not be reached."""
    return replace(
        source(name, Verdict.ERROR, critical=critical),
        phase=Phase.FAILED,
        took_ms=None,
        failure=Failure(FailureKind.CONNECT, "connection refused", "is it running?"),
    )


def snapshot(*sources: SourceState) -> Snapshot:
    """The sources at one moment."""
    return Snapshot(at=AT, elapsed=10.0, generation=1, policy="skafu", sources=sources)
