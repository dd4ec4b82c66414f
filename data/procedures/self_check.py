"""An item decides itself: pure, from a snapshot and the policies, with evidence.

What is missing, old or could not be asked is said as such and never passes; neither does a value
that nobody set a limit for.
"""

from __future__ import annotations

from dataclasses import replace

from data.catalogue import catalogue
from data.models.checklist import Aggregate, Checklist, Demand, Item, SignalCheck, SourceCheck
from data.models.evidence import Evidence
from data.models.policy import Policy
from data.models.reading import Reading
from data.models.snapshot import Snapshot, SourceState
from data.models.threshold import Limit
from data.models.verdict import Verdict
from data.procedures.configuring import lines_for
from data.procedures.finding import Finding, all_of, together
from data.procedures.standard import Standard
from data.procedures.witness import as_it_stands, of_none, of_reading, of_silence


def self_check(item: Item, checklist: Checklist, snapshot: Snapshot, standard: Standard) -> Finding | None:
    """What the item finds out by itself; None for one that waits for a person."""
    if not item.checks:
        return None
    found: list[tuple[str, Finding]] = []
    for check in item.checks:
        if isinstance(check, SourceCheck):
            found.append((check.source, _by_source(check, snapshot)))
        else:
            known = catalogue().get(check.signal)
            finding = _by_signal(check, checklist, snapshot, standard)
            found.append((known.title if known else check.signal, finding))
    names = {source.name for source in snapshot.sources}
    return replace(all_of(found), configure=lines_for(item, snapshot.feeds, names))


def _by_signal(check: SignalCheck, checklist: Checklist, snapshot: Snapshot, standard: Standard) -> Finding:
    if check.signal not in snapshot.feeds and not snapshot.readings_of(check.signal):
        return Finding(Verdict.NO_DATA, f"not configured: nothing feeds {check.signal}")
    policy, limit = standard.of(check.signal), _own_limit(check, checklist)
    evidence = [
        piece
        for source in snapshot.sources
        for piece in _pieces(source, check, policy, limit, snapshot.elapsed)
    ]
    if not evidence:
        return Finding(Verdict.NO_DATA, f"no source brought {_wanted(check)}")
    return together(evidence, check.aggregate)


def _pieces(
    source: SourceState, check: SignalCheck, policy: Policy, limit: Limit | None, elapsed: float
) -> list[Evidence]:
    strict = check.demand is Demand.TARGET
    found = [
        of_reading(reading, source, policy, limit, strict=strict, elapsed=elapsed)
        for reading in _readings(source, check)
    ]
    return found or of_silence(source, check.signal)


def _by_source(check: SourceCheck, snapshot: Snapshot) -> Finding:
    source = snapshot.source(check.source)
    if source is None:
        return Finding(Verdict.NO_DATA, f"not configured: no source is called {check.source}")
    evidence = [as_it_stands(reading, source, snapshot.elapsed) for reading in source.readings]
    return together(evidence or [of_none(source, "", snapshot.elapsed)], Aggregate.ALL)


def _own_limit(check: SignalCheck, checklist: Checklist) -> Limit | None:
    if check.must is None:
        return None
    return Limit(
        check.must.comparison, check.must.number, checklist.document or checklist.id, checklist.section
    )


def _readings(source: SourceState, check: SignalCheck) -> list[Reading]:
    return [
        reading
        for reading in source.readings
        if reading.signal == check.signal and set(check.labels) <= set(reading.observation.labels)
    ]


def _wanted(check: SignalCheck) -> str:
    return " ".join((check.signal, *(f"{name}={value}" for name, value in check.labels)))
