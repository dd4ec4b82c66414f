"""What this console has seen since it started: since when things have been there, and what has resolved."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from data.alerts.case import Case
from data.alerts.desk import Desk

MOST = 200
"""Resolved ones that are remembered."""


@dataclass(frozen=True, slots=True)
class Resolved:
    """A case that is over, as it last was."""

    case: Case
    at: datetime


@dataclass(frozen=True, slots=True)
class Memory:
    """Immutable; `resolved` has the latest first."""

    seen: Mapping[str, Case] = field(default_factory=dict)
    resolved: tuple[Resolved, ...] = ()

    @property
    def first_seen(self) -> dict[str, datetime]:
        """Since when the console's own alerts have been there."""
        return {key: case.since for key, case in self.seen.items() if case.own and case.since}


def remember(memory: Memory, desk: Desk) -> Memory:
    """The memory after another look at the desk.

    What is no longer listed has resolved only if every source that listed it can be believed: it
    answers, lists everything, and has not just started.
    """
    now = {case.key: case for case in desk.cases}
    doubtful = {trouble.source for trouble in desk.troubles} | {source for source, _, _ in desk.cut}
    doubtful |= {case.sources[0] for case in desk.cases if case.own and case.key.count("/") == 1}
    gone = [case for key, case in memory.seen.items() if key not in now]
    over = [Resolved(case, desk.now) for case in gone if doubtful.isdisjoint(case.sources)]
    waiting = {case.key: case for case in gone if not doubtful.isdisjoint(case.sources)}
    return Memory({**waiting, **now}, (*over, *memory.resolved)[:MOST])
