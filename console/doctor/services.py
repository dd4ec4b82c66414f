"""The configuration, and what each source answered."""

from __future__ import annotations

from collections.abc import Iterator

from console.doctor.finding import Finding, mend, ok, warn
from data.config.configuration import Configuration
from data.models.snapshot import Snapshot, SourceState

_SKEW_S = 2.0


def configuration(settings: Configuration) -> Iterator[Finding]:
    """Where it is, and what it warns of."""
    area = "configuration"
    if not settings.found:
        yield warn(area, f"there is no {settings.file}: nothing is asked", "ops-console config init")
        return
    yield ok(area, f"{settings.file}: {len(settings.sources)} sources")
    for warning in settings.warnings:
        yield warn(area, warning)


def sources(snapshot: Snapshot) -> Iterator[Finding]:
    """Each source, asked once: that it answers, not whether its values are good."""
    for source in snapshot.sources:
        yield _source(source)
        skew = max((reading.skew_s for reading in source.readings), default=0.0)
        if skew > _SKEW_S:
            yield warn(
                f"source {source.name}", f"its clock is {skew:.0f} s ahead of ours", "let NTP keep both"
            )


def _source(source: SourceState) -> Finding:
    area = f"source {source.name}"
    if source.failure:
        words = f"{source.failure.kind.value}: {source.failure.message}"
        grade = mend if source.critical else warn
        return grade(area, words, source.failure.remedy)
    if not source.readings:
        return warn(area, "answers, but with nothing in it")
    took = f" in {source.took_ms:.0f} ms" if source.took_ms is not None else ""
    return ok(area, f"answers{took}: {source.verdict.value}")
