"""Learns what is usual, once, from every source that remembers."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from console.cli.session import Session
from console.watch import Watch
from console.wiring import watch
from data.baselines.file import file_in
from data.config.places import state_dir
from data.lookups import keep_lookups_apart
from data.models.failure import Failure


@dataclass(frozen=True, slots=True)
class Taught:
    """What one source had to teach: how many series, or why none."""

    name: str
    series: int = 0
    error: str = ""


@dataclass(frozen=True, slots=True)
class Learned:
    """What was learned of whom, how many series are kept now, and where."""

    at: datetime
    sources: tuple[Taught, ...]
    kept: int
    file: Path
    problem: str = ""


def learn(session: Session) -> Learned:
    """Ask, learn and keep; blocks for some of the sources' timeouts at most."""
    parts = watch(session)
    now = session.time.now()
    parts.baselines.load()
    sources = asyncio.run(_ask(parts, now))
    taught = any(each.series for each in sources)
    if taught:
        parts.baselines.save(now)
    file = file_in(state_dir(session.environ), session.settings().console.environment)
    # A damaged file has just been replaced, or will be when there is something to keep.
    problem = parts.baselines.problem if taught else ""
    return Learned(now, sources, len(parts.baselines.book.units), file, problem)


async def _ask(parts: Watch, now: datetime) -> tuple[Taught, ...]:
    keep_lookups_apart()
    try:
        answers = await parts.recall.ask(parts.baselines.window(now))
    finally:
        await parts.poller.close()
    found = {name: pasts for name, pasts in answers.items() if not isinstance(pasts, Failure)}
    if found:
        parts.baselines.take(found, now)
    return tuple(
        Taught(name, error=answer.message) if isinstance(answer, Failure) else Taught(name, len(answer))
        for name, answer in answers.items()
    )
