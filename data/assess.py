"""From a round to the state of its source: pure functions that the store applies."""

from __future__ import annotations

import math
from dataclasses import replace
from datetime import UTC, datetime

from data.models.failure import FailureKind
from data.models.policy import Policy
from data.models.reading import Answer, Observation, Reading
from data.models.round import Round
from data.models.snapshot import Phase, SourceState
from data.models.verdict import Verdict, worst
from data.policies.judge import judge


def after(state: SourceState, outcome: Round, policy: Policy) -> SourceState:
    """The state of a source once a round has ended; `trend` is the caller's to add."""
    if outcome.answer is not None:
        return _answered(state, outcome, outcome.answer, policy)
    failure = outcome.failure
    rights = failure is not None and failure.kind in (FailureKind.RIGHTS, FailureKind.AUTH)
    return _told(
        replace(
            state,
            phase=Phase.NO_RIGHTS if rights else Phase.FAILED,
            readings=tuple(replace(reading, verdict=Verdict.ERROR) for reading in state.readings),
            failure=failure,
            asked_at=outcome.ended_at,
            took_ms=outcome.took_ms,
            failures_in_a_row=state.failures_in_a_row + 1,
        ),
        Verdict.ERROR,
        state,
        outcome.ended_at,
    )


def gone_stale(state: SourceState, now: datetime) -> SourceState:
    """The state of a source that has not answered for too long, though nothing failed."""
    readings = tuple(replace(reading, verdict=Verdict.STALE) for reading in state.readings)
    return _told(replace(state, phase=Phase.STALE, readings=readings), Verdict.STALE, state, now)


def judged_by(state: SourceState, policy: Policy) -> SourceState:
    """The same readings under another policy."""
    if state.phase is not Phase.FRESH:
        return state
    readings = tuple(reading_under(reading, policy) for reading in state.readings)
    return replace(state, readings=readings, verdict=_verdict_of(readings))


def _answered(state: SourceState, outcome: Round, answer: Answer, policy: Policy) -> SourceState:
    readings = tuple(_reading(state, outcome, answer, seen, policy) for seen in answer.observations)
    fresh = replace(
        state,
        phase=Phase.FRESH,
        readings=readings,
        failure=None,
        asked_at=outcome.ended_at,
        answered_at=outcome.ended_at,
        answered_elapsed=outcome.ended_elapsed,
        took_ms=outcome.took_ms,
        query=answer.query,
        raw=answer.raw,
        items=answer.items,
        pasts=answer.pasts,
        failures_in_a_row=0,
    )
    return _told(fresh, _verdict_of(readings), state, outcome.ended_at)


def _reading(
    state: SourceState, outcome: Round, answer: Answer, seen: Observation, policy: Policy
) -> Reading:
    if seen.value is not None and not math.isfinite(seen.value):
        seen = replace(seen, value=None, detail=seen.detail or "the answer is not a number")
    observed = _aware(seen.observed_at or outcome.ended_at)
    skew = (observed - outcome.ended_at).total_seconds()
    judgement = judge(seen, policy)
    return Reading(
        source=state.name,
        kind=state.kind,
        observation=seen,
        observed_at=min(observed, outcome.ended_at),
        fetched_at=outcome.ended_at,
        fetched_elapsed=outcome.ended_elapsed,
        took_ms=outcome.took_ms,
        query=seen.query or answer.query,
        digest=answer.digest,
        verdict=judgement.verdict,
        threshold=judgement.threshold,
        limit=judgement.limit,
        words=judgement.words,
        skew_s=max(0.0, skew),
    )


def _aware(at: datetime) -> datetime:
    """A time without a zone is read as UTC, which is what most machines mean by one."""
    return at if at.tzinfo else at.replace(tzinfo=UTC)


def reading_under(reading: Reading, policy: Policy) -> Reading:
    """The same reading, judged by a policy."""
    judgement = judge(reading.observation, policy)
    return replace(
        reading,
        verdict=judgement.verdict,
        threshold=judgement.threshold,
        limit=judgement.limit,
        words=judgement.words,
    )


def _verdict_of(readings: tuple[Reading, ...]) -> Verdict:
    return worst(reading.verdict for reading in readings)


def _told(new: SourceState, verdict: Verdict, old: SourceState, now: datetime) -> SourceState:
    first = old.since is None
    changed = first or verdict is not old.verdict
    earlier = first or (old.earlier and not changed)
    return replace(new, verdict=verdict, since=now if changed else old.since, earlier=earlier)
