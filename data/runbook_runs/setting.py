"""What a conductor works with: handed in, so that a drill or a test can hand in something else."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterable, Mapping
from concurrent.futures import Future
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from pathlib import Path

from data.models.entry import Draft, Entry
from data.models.snapshot import Snapshot
from data.procedures.standard import Standard
from data.runbook_runs.waiting import stopped_within
from data.timekeeping import Timekeeper

Readings = Callable[[frozenset[str], float], Awaitable[Snapshot]]
"""Gives the state once every source that feeds these signals has answered after a moment (steady
seconds), or what there is when that takes too long."""


@dataclass(frozen=True, slots=True)
class Setting:
    """`hinders` says why nothing may be run or recorded now, empty where it may.

    `known` reads from the journal all entries of the run; it may take its time, and is called on
    another thread. `environment` is the name that the console shows in its banner. `alone` holds a
    run, so that no other console on this machine starts a command of it at the same time; it raises
    UsageError where one does. `within` waits so many seconds, unless the event comes first, and says
    whether it did.
    """

    submit: Callable[[Draft], Future[Entry]]
    known: Callable[[], Iterable[Entry]]
    hinders: Callable[[], str]
    environ: Mapping[str, str]
    cwd: Path
    environment: str
    time: Timekeeper
    readings: Readings
    standard: Standard
    alone: Callable[[str], AbstractContextManager[object]] = lambda _: nullcontext()
    within: Callable[[asyncio.Event, float], Awaitable[bool]] = stopped_within
