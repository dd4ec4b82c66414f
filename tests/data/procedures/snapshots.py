"""Snapshots as the store makes them, from what sources answered or why they did not."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from data.assess import after, gone_stale
from data.models.failure import Failure, FailureKind
from data.models.labels import Labels
from data.models.policy import Policy
from data.models.reading import Answer, Observation
from data.models.round import Round
from data.models.snapshot import Phase, Snapshot, SourceState
from data.models.verdict import Verdict
from tests.data.procedures.entries import NINE

PLAIN = Policy(id="plain", title="Plain", document="")


def seen(signal: str, value: float | None, unit: str = "", labels: Labels = ()) -> Observation:
    return Observation(signal, value, unit, labels)


def loading(name: str, *feeds: str) -> SourceState:
    """A source that has not answered yet."""
    return SourceState(
        name, "fake", "fake", 15.0, True, Phase.LOADING, Verdict.NO_DATA, None, feeds=frozenset(feeds)
    )


def fresh(name: str, *observations: Observation) -> SourceState:
    """A source that has just answered."""
    answer = Answer(observations, query=f"ask {name}", digest="sha256:0")
    feeds = (observation.signal for observation in observations)
    return after(loading(name, *feeds), Round(name, NINE, 100.0, 3.0, answer), PLAIN)


def failed(state: SourceState, kind: FailureKind = FailureKind.CONNECT) -> SourceState:
    """The same source after it could not be asked."""
    failure = Failure(kind, "connection refused")
    return after(state, Round(state.name, NINE, 115.0, 3.0, failure=failure), PLAIN)


def stale(state: SourceState) -> SourceState:
    """The same source when it has not answered for too long."""
    return gone_stale(state, NINE + timedelta(minutes=1))


def snapshot(*sources: SourceState, feeds: Sequence[str] = ()) -> Snapshot:
    """Everything, two minutes after the answers."""
    brought = {signal for source in sources for signal in source.feeds}
    return Snapshot(NINE, 220.0, 1, "plain", sources, frozenset(brought | set(feeds)))
