"""Where the alert commands work: one round of asking, the desk that comes of it, and the way to change it."""

from __future__ import annotations

import asyncio
import glob
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import TypeVar

from console.cli.recording import saved
from console.cli.session import Session
from console.watch import Watch
from data.alerts.acts import Acts, fold_acts
from data.alerts.case import Case
from data.alerts.desk import FIRING, Desk, Kept, View, desk_of
from data.alerts.writing import Done, Place, keeper_of, target_of
from data.config.nearest import did_you_mean
from data.errors import UsageError
from data.journal.searching import Query

_SHORTEST_PREFIX = 4

T = TypeVar("T")
Work = Callable[[Desk, Callable[[str], Place]], Awaitable[T]]


@dataclass(frozen=True, slots=True)
class AlertDesk:
    """What one alert command has before it."""

    session: Session

    def run(self, only: Sequence[str], work: Work[T]) -> T:
        """Ask these sources once (all, where none is named), and do something with what they say."""
        return asyncio.run(self._run(only, work))

    def managers(self) -> list[str]:
        """Globs for the sources of alerts. Raises UsageError where there is none."""
        names = [glob.escape(name) for name, feeds in self.session.feeds().items() if FIRING in feeds]
        if not names:
            raise UsageError("no alert manager is configured", "add [[alertmanager]] with name and url")
        return names

    def sources_for(self, key: str) -> list[str]:
        """The sources to ask about an alert of this key or name."""
        if not key.startswith("own/"):
            return self.managers()
        names = self.session.feeds()
        return [glob.escape(name) for name in names if f"{key}/".startswith(f"own/{name}/")]

    def acts(self, days: int = 7) -> Acts:
        """What was done in the last days."""
        journal = self.session.journal()
        query = Query(text="alert.", first=journal.today() - timedelta(days=days))
        found = sorted(journal.history.search(query), key=lambda entry: (entry.at, entry.id))
        return fold_acts(found, drill=self.session.drill)

    def record(self, done: Done) -> None:
        """Write down what was done. Raises NotSaved."""
        if done.draft is None:
            return
        saved(self.session, [done.draft], failing="done, but not recorded")

    async def _run(self, only: Sequence[str], work: Work[T]) -> T:
        from console.wiring import watch  # noqa: PLC0415 - heavy: the clients of the sources

        session = self.session
        parts = watch(session, only)
        try:
            await parts.poller.once()
            snapshot = parts.store.snapshot()
            view = View(session.policies().get(session.policy_id), session.zone)
            desk = desk_of(snapshot, self.acts(), view, session.time.now())
            return await work(desk, lambda source: self._place(parts, source))
        finally:
            await parts.poller.close()

    def _place(self, parts: Watch, source: str) -> Place:
        session, keeper = self.session, keeper_of(parts.sources, source)
        if keeper is None:
            raise UsageError(f"{source} cannot be written to")
        target = target_of(parts.store.snapshot(), source)
        return Place(keeper, source, target, session.journal().by, session.time.now())


def case_named(desk: Desk, name: str) -> Case:
    """The alert of that key, fingerprint (or its beginning) or name. Raises UsageError."""
    for case in desk.cases:
        if name in (case.key, case.fingerprint):
            return case
    long_enough = len(name) >= _SHORTEST_PREFIX
    found = [
        case
        for case in desk.cases
        if case.title == name or (long_enough and case.fingerprint.startswith(name))
    ]
    if len(found) == 1:
        return found[0]
    if found:
        keys = ", ".join(case.fingerprint or case.key for case in found[:5])
        raise UsageError(f'{len(found)} alerts are called "{name}"', f"name one of {keys}")
    blind = [trouble.source for trouble in desk.troubles if trouble.blind]
    if blind:
        raise UsageError(f'no alert "{name}" is known, but {", ".join(blind)} cannot be asked')
    titles = [case.title for case in desk.cases]
    raise UsageError(f'no alert "{name}" is listed', did_you_mean(name, titles) or "ops-console alert list")


def kept_named(desk: Desk, name: str) -> Kept:
    """The silence of that id, or the one that covers the alert of that name. Raises UsageError."""
    for kept in desk.silences:
        if kept.silence.id == name or (len(name) >= _SHORTEST_PREFIX and kept.silence.id.startswith(name)):
            return kept
    case = case_named(desk, name)
    covering = [kept for kept in desk.silences if case.key in kept.covers]
    if not covering:
        raise UsageError(f"no silence covers {case.title}")
    return covering[0]
