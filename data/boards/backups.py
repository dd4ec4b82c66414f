"""The backups: how old, how large against their like, whether elsewhere too, and when one was last tried."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from statistics import median

from data.boards.contradictions import in_short, others_say
from data.boards.facts import DAY, fact_of
from data.boards.outlook import Outlook
from data.boards.panels import readings_of
from data.boards.things import Thing, fact_of_thing, things_panel
from data.models.board import Fact, Panel
from data.models.reading import Reading
from data.models.snapshot import Snapshot
from data.models.threshold import Comparison, Limit
from data.models.verdict import Verdict
from data.quantity import format_value

SIGNALS = (
    "backup.age_h",
    "aws.backup_age_h",
    "aws.rds_snapshot_age_h",
    "aws.backup_jobs_failed",
    "backup.size_bytes",
    "backup.size_ratio_pct",
    "backup.integrity",
    "backup.offsite",
    "backup.restore_test_age_d",
)
_RATIO = "backup.size_ratio_pct"
_SIZE = "backup.size_bytes"
_AGAINST = 7
_LEAST = 3
_MONTH = 30 * DAY
SMALL = Limit(
    Comparison.LT,
    50.0,
    "",
    "suspiciously small",
    "The documents leave it to judgement; the console warns below half of what is usual.",
)


def backups_panel(snapshot: Snapshot, outlook: Outlook, things: Sequence[Thing]) -> Panel:
    """All that is known of backups; jobs that failed stand first."""
    facts = []
    for reading in readings_of(snapshot, *SIGNALS):
        facts.append(_fact(reading, snapshot, outlook))
        if reading.signal == _SIZE and (ratio := _ratio(reading, snapshot, outlook)) is not None:
            facts.append(ratio)
    bad = [thing for thing in things if thing.item.verdict is not Verdict.PASS]
    return things_panel("backups", "Backups", bad, SIGNALS, snapshot, before=tuple(facts), make=fact_of_thing)


def _fact(reading: Reading, snapshot: Snapshot, outlook: Outlook) -> Fact:
    fact = fact_of(reading, snapshot, outlook)
    contradiction = in_short(reading, outlook)
    fact = replace(
        fact,
        words="; ".join(part for part in (fact.words, contradiction) if part),
        details=(*fact.details, *others_say(reading, outlook)),
    )
    return _against_its_like(fact) if reading.signal == _RATIO else fact


def _against_its_like(fact: Fact) -> Fact:
    """A size that nobody set a limit for is held against half of the usual."""
    if fact.value is None or fact.limit is not None or fact.verdict not in (None, Verdict.PASS):
        return fact
    small = SMALL.holds(fact.value)
    words = f"suspiciously small: {format_value(fact.value, '%')} of the usual size" if small else fact.words
    verdict = Verdict.WARN if small else Verdict.PASS
    details = (*fact.details, ("limit from", "the console: " + SMALL.says))
    return replace(fact, verdict=verdict, limit=SMALL, words=words, details=details)


def _ratio(reading: Reading, snapshot: Snapshot, outlook: Outlook) -> Fact | None:
    """Reckoned from the sizes of former backups, where the source does not say it itself."""
    labels, size = reading.observation.labels, reading.observation.value
    told = any(
        each.source == reading.source and each.observation.labels == labels
        for each in readings_of(snapshot, _RATIO)
    )
    former = [] if told or size is None else _former(reading, size, snapshot, outlook)
    if size is None or len(former) < _LEAST or not median(former):
        return None
    share = 100 * size / median(former)
    fact = Fact(
        key=f"{reading.source}:{_RATIO}:reckoned" + "".join(f",{value}" for _, value in labels),
        name=f"size against the median of the last {len(former)}",
        verdict=Verdict.PASS if reading.verdict.known else reading.verdict,
        value=share,
        unit="%",
        observed_at=reading.observed_at,
        words=f"{format_value(size, 'bytes')}, usually {format_value(median(former), 'bytes')}",
        source=reading.source,
        group=reading.source,
    )
    return _against_its_like(fact)


def _former(reading: Reading, size: float, snapshot: Snapshot, outlook: Outlook) -> list[float]:
    """The sizes of the backups before this one: each stood until the next was made."""
    series = outlook.past(reading.key, snapshot.elapsed - _MONTH, snapshot.elapsed)
    sizes = [
        value for before, value in zip((None, *series.values), series.values, strict=False) if value != before
    ]
    if sizes and abs(sizes[-1] - size) <= 1e-6 * max(abs(size), 1.0):
        sizes.pop()
    return sizes[-_AGAINST:]
