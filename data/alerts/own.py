"""The console's own verdicts as alerts: every source and reading that does not pass."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from data.alerts.case import Case, Standing
from data.catalogue import titled
from data.models.alert import Gravity
from data.models.item import facts_of
from data.models.labels import Labels
from data.models.maintenance import Opening
from data.models.reading import Reading
from data.models.snapshot import Phase, Snapshot, SourceState
from data.models.verdict import GRAVE, Verdict

_COUNTS = frozenset({"alerts.firing", "alerts.silenced", "alerts.inhibited", "alerts.silences"})
"""Signals that only count what the desk lists one by one."""
_WORDS = {
    Phase.FAILED: "cannot be asked",
    Phase.NO_RIGHTS: "may not be asked",
    Phase.STALE: "has not answered in time",
    Phase.NOT_CONFIGURED: "is not configured",
}
_UNREAD = "unread"


def _own_key(source: str, signal: str = "", labels: Labels = ()) -> str:
    """What tells one of the console's own alerts from all others."""
    inside = ",".join(f"{name}={value}" for name, value in labels)
    return "/".join(["own", source, *([signal] if signal else []), *([inside] if inside else [])])


def own_cases(snapshot: Snapshot, first_seen: Mapping[str, datetime]) -> Iterator[Case]:
    """A case for everything that does not pass; nobody has answered any of them.

    `first_seen` says since when each has been there, where that is known. What open maintenance
    covers is silenced.
    """
    for state in snapshot.sources:
        opening = snapshot.maintenance_of(state)
        for case in _of_source(state, first_seen):
            yield case if opening is None else _under(case, opening)


def passes(snapshot: Snapshot, key: str, source: str) -> bool:
    """Whether what the key of a source stands for is known to be well, or is asked no longer."""
    state = snapshot.source(source)
    if state is None:
        return True
    return state.phase is Phase.FRESH and all(case.key != key for case in _of_source(state, {}))


def _of_source(state: SourceState, first_seen: Mapping[str, datetime]) -> Iterator[Case]:
    if state.phase is Phase.LOADING:
        return
    if state.phase is not Phase.FRESH or not state.readings:
        yield _source_case(state, first_seen)
        return
    off = [each for each in state.readings if each.verdict is not Verdict.PASS and each.signal not in _COUNTS]
    unread = [each for each in off if each.verdict is Verdict.ERROR]
    if len(unread) > 1:
        off = [each for each in off if each.verdict is not Verdict.ERROR]
    yield from (_reading_case(state, each, first_seen) for each in off)
    if len(unread) > 1:
        yield _unread_case(state, unread, first_seen)


def _under(case: Case, opening: Opening) -> Case:
    window = opening.maintenance
    told = ("maintenance", f"{window.name}, until {opening.span.end:%H:%M %Z}")
    standing = Standing.SILENCED if window.silence else case.standing
    return replace(case, standing=standing, details=(told, *case.details))


def _about(state: SourceState, key: str, verdict: Verdict, first_seen: Mapping[str, datetime]) -> Case:
    """What all of the console's own cases have in common."""
    return Case(
        key=key,
        title=state.name,
        standing=Standing.UNANSWERED,
        gravity=Gravity.HIGH if state.critical and verdict in GRAVE else Gravity.MEDIUM,
        verdict=verdict,
        severity=verdict.value,
        since=first_seen.get(key, state.since),
        summary="",
        sources=(state.name,),
        own=True,
        group=state.group,
    )


def _source_case(state: SourceState, first_seen: Mapping[str, datetime]) -> Case:
    failure = state.failure
    return replace(
        _about(state, _own_key(state.name), state.verdict, first_seen),
        title=f"{state.name} {_WORDS.get(state.phase, 'says nothing')}",
        summary=failure.message if failure else _WORDS.get(state.phase, "answered, but with no reading"),
        details=facts_of(("source", f"{state.kind}, every {state.every:g} s"), ("asked", state.query)),
    )


def _unread_case(state: SourceState, unread: Sequence[Reading], first_seen: Mapping[str, datetime]) -> Case:
    """One case for all that a source would not tell: they have one cause, and one person answers it."""
    signals = ", ".join(dict.fromkeys(each.signal for each in unread))
    return replace(
        _about(state, _own_key(state.name, _UNREAD), Verdict.ERROR, first_seen),
        title=f"{state.name} · {len(unread)} of {len(state.readings)} readings are missing",
        summary="; ".join(dict.fromkeys(each.words for each in unread)),
        details=facts_of(("signals", signals), ("asked", state.query)),
    )


def _named(reading: Reading) -> str:
    """What was measured; a yes or no by its signal, whose title would say that all is well."""
    return reading.signal if reading.observation.unit == "bool" else titled(reading.signal)


def _reading_case(state: SourceState, reading: Reading, first_seen: Mapping[str, datetime]) -> Case:
    labels = reading.observation.labels
    limit = reading.limit
    details = [("signal", reading.signal), ("asked", reading.query)]
    if limit is not None:
        details.insert(1, ("limit from", f"{limit.policy} § {limit.section}"))
    return replace(
        _about(state, _own_key(state.name, reading.signal, labels), reading.verdict, first_seen),
        title=" ".join([state.name, "·", _named(reading), *(value for _, value in labels)]),
        summary=reading.words,
        labels=labels,
        details=facts_of(*details),
    )
