"""Which procedures' symptoms show now: pure, from what the sources say at a moment.

Only a fresh value counts. What is missing, old or could not be asked is no sign of anything, neither
of a trouble nor of its absence; nor is what maintenance has silenced.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from data.catalogue import catalogue
from data.models.reading import Reading
from data.models.runbook import Kind, Runbook, Sign, Symptom
from data.models.snapshot import Phase, Snapshot, SourceState
from data.models.verdict import Verdict, worst
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


@dataclass(frozen=True, slots=True)
class Showing:
    """What can be told of a symptom now: fail where it shows, pass where it does not, else why not.

    `readings` are what tells it, those that show it first.
    """

    symptom: Symptom
    verdict: Verdict
    readings: tuple[Reading, ...] = ()


_Seen = Mapping[str, Sequence[tuple[SourceState, Reading]]]
"""The readings by their signals, each with its source."""


def matching(runbooks: Iterable[Runbook], snapshot: Snapshot) -> tuple[Match, ...]:
    """Every symptom that shows now, those of the best fitting procedure first.

    A team's own come before the shipped; then what shows by more of its symptoms; then what the
    policy's own document says; then runbooks before playbooks, plans and the like.
    """
    seen = _by_signal(state for state in snapshot.sources if _counts(state, snapshot))
    found = [tuple(_of(runbook, seen)) for runbook in runbooks]
    ranked = sorted((matches for matches in found if matches), key=lambda matches: _rank(matches, snapshot))
    return tuple(match for matches in ranked for match in matches)


def showing(runbook: Runbook, snapshot: Snapshot) -> tuple[Showing, ...]:
    """What can be told of each symptom of a procedure; nothing of those that only people notice."""
    return tuple(_told(symptom, symptom.sign, snapshot) for symptom in runbook.symptoms if symptom.sign)


def first_of_each(matches: Iterable[Match]) -> tuple[Match, ...]:
    """One match a procedure, in the same order."""
    firsts: dict[str, Match] = {}
    for match in matches:
        firsts.setdefault(match.runbook.id, match)
    return tuple(firsts.values())


def _by_signal(states: Iterable[SourceState]) -> _Seen:
    seen: dict[str, list[tuple[SourceState, Reading]]] = {}
    for state in states:
        for reading in state.readings:
            seen.setdefault(reading.signal, []).append((state, reading))
    return seen


def _counts(state: SourceState, snapshot: Snapshot) -> bool:
    return state.phase is Phase.FRESH and not snapshot.silenced(state)


def _of(runbook: Runbook, seen: _Seen) -> Iterator[Match]:
    for symptom in runbook.symptoms:
        for source, reading in seen.get(symptom.sign.signal, ()) if symptom.sign else ():
            if symptom.sign and _shows(symptom.sign, reading):
                as_bad = reading.verdict is source.verdict and source.verdict is not Verdict.PASS
                yield Match(runbook, symptom, reading, source.since if as_bad else None)


def _told(symptom: Symptom, sign: Sign, snapshot: Snapshot) -> Showing:
    seen = _by_signal(snapshot.sources).get(sign.signal, ())
    meant = [(state, reading) for state, reading in seen if _labelled(sign, reading)]
    shown = [reading for state, reading in meant if _counts(state, snapshot) and _shows(sign, reading)]
    others = [reading for _, reading in meant if reading not in shown]
    if shown:
        return Showing(symptom, Verdict.FAIL, (*shown, *others))
    untold = [_untold(state, reading) for state, reading in meant]
    return Showing(symptom, worst(untold), tuple(others))


def _untold(state: SourceState, reading: Reading) -> Verdict:
    """Pass where a reading shows that the symptom is not there; else why it tells nothing."""
    if state.phase is Phase.FRESH and reading.verdict.known and known(reading.observation.value):
        return Verdict.PASS
    return Verdict.NO_DATA if reading.verdict.known else reading.verdict


def _labelled(sign: Sign, reading: Reading) -> bool:
    return set(sign.labels) <= set(reading.observation.labels)


def _shows(sign: Sign, reading: Reading) -> bool:
    seen = reading.observation
    if (
        not _labelled(sign, reading)
        or not reading.verdict.known
        or seen.value is None
        or not known(seen.value)
    ):
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
