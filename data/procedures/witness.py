"""Evidence from one source: what a reading says under a policy, or why there is none."""

from __future__ import annotations

import math
from dataclasses import replace

from data.models.evidence import Evidence
from data.models.policy import Policy
from data.models.reading import Observation, Reading
from data.models.snapshot import Phase, SourceState
from data.models.threshold import Limit, Threshold
from data.models.verdict import Verdict
from data.policies.judge import Judgement, judge
from data.quantity import convert, format_value, known

_COMMAND = "command.state"
_NOBODYS = Policy(id="", title="", document="")


def of_reading(
    reading: Reading, source: SourceState, policy: Policy, own: Limit | None, *, strict: bool, elapsed: float
) -> Evidence:
    """What a reading says under `policy` and the list's `own` sentence about it.

    With `strict` a missed target fails. `elapsed` is now, on the steady scale.
    """
    judgement = _not_fresh(source, elapsed, reading)
    if judgement is None:
        judgement = _judged(reading.observation, policy, own, strict)
    return _evidence(reading, judgement)


def as_it_stands(reading: Reading, source: SourceState, elapsed: float) -> Evidence:
    """What a reading says by its source's own verdict."""
    judgement = _not_fresh(source, elapsed, reading) or Judgement(
        reading.verdict, reading.words, reading.threshold, reading.limit
    )
    return _evidence(reading, judgement)


def of_silence(source: SourceState, signal: str) -> list[Evidence]:
    """Why a source that could bring a signal has brought none; nothing where it simply has none of it.

    A command that is not content with what it found often prints no figures: then that counts.
    """
    if signal not in source.feeds:
        return []
    judgement = _not_fresh(source, 0.0) or _not_content(source)
    return [_of_none(source, signal, judgement)] if judgement else []


def of_none(source: SourceState, signal: str, elapsed: float) -> Evidence:
    """That a source has brought nothing at all, and why."""
    judgement = _not_fresh(source, elapsed) or Judgement(Verdict.NO_DATA, f"{source.name} answers nothing")
    return _of_none(source, signal, judgement)


def _not_fresh(source: SourceState, elapsed: float, reading: Reading | None = None) -> Judgement | None:
    """Why what a source brought earlier says nothing about now; None where it is fresh."""
    match source.phase:
        case Phase.FRESH:
            stale = reading is not None and reading.verdict is Verdict.STALE
            return Judgement(Verdict.STALE, _age(source, elapsed, reading)) if stale else None
        case Phase.STALE:
            return Judgement(Verdict.STALE, _age(source, elapsed, reading))
        case Phase.LOADING:
            return Judgement(Verdict.NO_DATA, f"{source.name} has not answered yet")
        case Phase.NOT_CONFIGURED:
            return Judgement(Verdict.NO_DATA, f"{source.name} is not configured")
    why = source.failure.message if source.failure else "it cannot be asked"
    return Judgement(Verdict.ERROR, f"{source.name}: {why}")


def _not_content(source: SourceState) -> Judgement | None:
    state = next((reading for reading in source.readings if reading.signal == _COMMAND), None)
    if state is None or state.verdict is Verdict.PASS:
        return None
    return Judgement(state.verdict, f"{source.name}: {state.words}")


def _age(source: SourceState, elapsed: float, reading: Reading | None) -> str:
    since = reading.fetched_elapsed if reading else source.answered_elapsed
    if since is None or elapsed <= since:
        return f"{source.name} is out of date"
    return f"{source.name}: the last answer is {format_value(elapsed - since, 's')} old"


def _judged(observation: Observation, policy: Policy, own: Limit | None, strict: bool) -> Judgement:
    found = judge(observation, policy, demand_target=strict)
    if not known(observation.value) or observation.value is None:
        return found
    decided = [found] if found.limit or observation.judged else []
    if own is not None:
        stated = Threshold(observation.unit, target=own)
        decided.append(judge(replace(observation, judged=None, own=stated), _NOBODYS))
    if not decided:
        words = f"{format_value(observation.value, observation.unit)}, no limit set: yours to judge"
        return Judgement(Verdict.NO_DATA, words)
    return max(decided, key=lambda judgement: (judgement.verdict.rank, judgement.limit is not None))


def _evidence(reading: Reading, judgement: Judgement) -> Evidence:
    seen, limit = reading.observation, judgement.limit
    value = seen.value if seen.value is not None and math.isfinite(seen.value) else None
    return Evidence(
        source=reading.source,
        kind=reading.kind,
        signal=reading.signal,
        labels=seen.labels,
        query=reading.query,
        value=value,
        unit=seen.unit,
        verdict=judgement.verdict,
        words=judgement.words,
        threshold=_in_unit(judgement, seen.unit),
        comparison=limit.comparison.value if limit else "",
        policy=limit.policy if limit else "",
        section=limit.section if limit else "",
        observed_at=reading.observed_at,
        fetched_at=reading.fetched_at,
        digest=reading.digest,
    )


def _of_none(source: SourceState, signal: str, judgement: Judgement) -> Evidence:
    return Evidence(
        source=source.name,
        kind=source.kind,
        signal=signal,
        query=source.query,
        verdict=judgement.verdict,
        words=judgement.words,
        fetched_at=source.asked_at,
    )


def _in_unit(judgement: Judgement, unit: str) -> float | None:
    """The limit's number in the unit of the value beside it."""
    limit, threshold = judgement.limit, judgement.threshold
    if limit is None:
        return None
    converted = convert(limit.number, threshold.unit, unit) if threshold and unit else None
    return limit.number if converted is None else converted
