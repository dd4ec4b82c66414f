"""Which procedures' symptoms show now: pure, from what the sources say at a moment.

Only a fresh value counts. What is missing, old or could not be asked is no sign of anything, neither
of a trouble nor of its absence; nor is what maintenance has silenced.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from data.catalogue import catalogue
from data.models.reading import Reading
from data.models.runbook import Kind, Runbook, Sign, Symptom
from data.models.snapshot import Phase, Snapshot, SourceState
from data.models.verdict import Verdict
from data.quantity import convert, known


@dataclass(frozen=True, slots=True)
class Match:
    """A symptom of a procedure that shows now, the reading that shows it, and since when, if known."""

    runbook: Runbook
    symptom: Symptom
    reading: Reading
    since: datetime | None = None

    @property
    def source(self) -> str:
        """The name of the source that shows it."""
        return self.reading.source


def matching(runbooks: Iterable[Runbook], snapshot: Snapshot) -> tuple[Match, ...]:
    """Every symptom that shows now, those of the best fitting procedure first.

    A team's own come before the shipped; then what shows by more of its symptoms; then what the
    policy's own document says; then runbooks before playbooks, plans and the like.
    """
    found = [tuple(_of(runbook, snapshot)) for runbook in runbooks]
    ranked = sorted((matches for matches in found if matches), key=lambda matches: _rank(matches, snapshot))
    return tuple(match for matches in ranked for match in matches)


def first_of_each(matches: Iterable[Match]) -> tuple[Match, ...]:
    """One match a procedure, in the same order."""
    firsts: dict[str, Match] = {}
    for match in matches:
        firsts.setdefault(match.runbook.id, match)
    return tuple(firsts.values())


def holding(sign: Sign, snapshot: Snapshot) -> tuple[Reading, ...]:
    """The readings by which a sign shows now."""
    return tuple(reading for _, reading in _holding(sign, snapshot))


def _of(runbook: Runbook, snapshot: Snapshot) -> Iterator[Match]:
    for symptom in runbook.symptoms:
        if symptom.sign is not None:
            for source, reading in _holding(symptom.sign, snapshot):
                as_bad = reading.verdict is source.verdict and source.verdict is not Verdict.PASS
                yield Match(runbook, symptom, reading, source.since if as_bad else None)


def _holding(sign: Sign, snapshot: Snapshot) -> Iterator[tuple[SourceState, Reading]]:
    for source in snapshot.sources:
        shown = [reading for reading in source.readings if _shows(sign, reading)]
        if shown and source.phase is Phase.FRESH and not snapshot.silenced(source):
            yield from ((source, reading) for reading in shown)


def _shows(sign: Sign, reading: Reading) -> bool:
    seen = reading.observation
    if seen.signal != sign.signal or not set(sign.labels) <= set(seen.labels):
        return False
    if not reading.verdict.known or seen.value is None or not known(seen.value):
        return False
    if sign.when is None:
        return reading.verdict is Verdict.FAIL
    signal = catalogue().get(sign.signal)
    value = convert(seen.value, seen.unit, signal.unit) if signal else None
    return sign.when.comparison.holds(seen.value if value is None else value, sign.when.number)


def _rank(matches: Sequence[Match], snapshot: Snapshot) -> tuple[bool, int, bool, bool]:
    runbook = matches[0].runbook
    return (
        bool(runbook.document),
        -len({match.symptom for match in matches}),
        runbook.document != snapshot.policy,
        runbook.kind is not Kind.RUNBOOK,
    )
