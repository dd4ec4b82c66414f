"""Which procedures' symptoms show now: pure, from what the sources say at a moment.

Only a fresh value counts. What is missing, old or could not be asked is no sign of anything, neither
of a trouble nor of its absence; nor is what maintenance has silenced.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
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

    A team's own come before the shipped; then those of whose symptoms more show and fewer certainly
    do not; then what the policy's own document says; then runbooks before playbooks, plans and the like.
    """
    seen = _by_signal(state for state in snapshot.sources if _counts(state, snapshot))
    fits = [_fit(runbook, seen) for runbook in runbooks]
    ranked = sorted((fit for fit in fits if fit.matches), key=lambda fit: fit.rank(snapshot.policy))
    return tuple(match for fit in ranked for match in fit.matches)


def showing(runbook: Runbook, snapshot: Snapshot) -> tuple[Showing, ...]:
    """What can be told of each symptom of a procedure; nothing of those that only people notice."""
    return tuple(_told(symptom, symptom.sign, snapshot) for symptom in runbook.symptoms if symptom.sign)


def first_of_each(matches: Iterable[Match]) -> tuple[Match, ...]:
    """One match a procedure, in the same order: by the signal that speaks for the fewest others."""
    known = tuple(matches)
    shared: dict[str, set[str]] = {}
    for match in known:
        shared.setdefault(match.reading.signal, set()).add(match.runbook.id)
    firsts: dict[str, Match] = {}
    for match in known:
        first = firsts.setdefault(match.runbook.id, match)
        if len(shared[match.reading.signal]) < len(shared[first.reading.signal]):
            firsts[match.runbook.id] = match
    return tuple(firsts.values())


def _by_signal(states: Iterable[SourceState]) -> _Seen:
    seen: dict[str, list[tuple[SourceState, Reading]]] = {}
    for state in states:
        for reading in state.readings:
            seen.setdefault(reading.signal, []).append((state, reading))
    return seen


def _counts(state: SourceState, snapshot: Snapshot) -> bool:
    return state.phase is Phase.FRESH and not snapshot.silenced(state)


@dataclass(frozen=True, slots=True)
class _Fit:
    """How far a procedure fits: `against` counts the symptoms that certainly do not show."""

    runbook: Runbook
    matches: tuple[Match, ...]
    against: int

    def rank(self, policy: str) -> tuple[bool, int, int, bool, bool]:
        """The smaller, the better it fits."""
        showing = len({match.symptom for match in self.matches})
        foreign = self.runbook.document != policy
        return (
            bool(self.runbook.document),
            self.against - showing,
            -showing,
            foreign,
            self.runbook.kind is not Kind.RUNBOOK,
        )


def _fit(runbook: Runbook, seen: _Seen) -> _Fit:
    matches: list[Match] = []
    against = 0
    for symptom in runbook.symptoms:
        if (sign := symptom.sign) is None:
            continue
        meant = [pair for pair in seen.get(sign.signal, ()) if _labelled(sign, pair[1])]
        shown = [pair for pair in meant if _shows(sign, pair[1])]
        matches += [Match(runbook, symptom, reading, _since(state, reading)) for state, reading in shown]
        against += not shown and any(reading.verdict.known for _, reading in meant)
    return _Fit(runbook, tuple(matches), against)


def _since(state: SourceState, reading: Reading) -> datetime | None:
    """Since when it shows: known where it is what its source as a whole is judged by."""
    as_bad = reading.verdict is state.verdict and state.verdict is not Verdict.PASS
    return state.since if as_bad else None


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
    return not sign.labels or set(sign.labels) <= set(reading.observation.labels)


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
