"""Gathers what a report stands on: one round of asking, the sources' pasts, the journal."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from datetime import datetime, time

from console.cli.session import Session
from console.watch import Watch
from console.wiring import watch
from data.boards.health_availability import UP
from data.incidents.actions import open_actions
from data.models.past import Window
from data.models.policy import Policy
from data.models.snapshot import Snapshot
from data.procedures.fold import fold_runs
from data.procedures.library import load_checklists
from data.recall.asking import Remembered, remembered, window_of
from data.reports.ground import Ground
from data.reports.period import Period, Span
from data.reports.track import keep_track


def gather(session: Session, period: Period) -> Ground:
    """Everything for a report on a period; blocks while the sources are asked."""
    zone = session.zone
    policy = session.policies().get(session.policy_id)
    parts = watch(session)
    entries = tuple(session.journal().since(period.before.first))
    snapshot, pasts = asyncio.run(_ask(parts, _window(session, period)))
    checklists = load_checklists(session.settings().procedures).checklists
    tracks = keep_track(checklists, list(fold_runs(entries).values()), zone, snapshot.at)
    owed = open_actions(session.journal())
    return Ground(snapshot, entries, zone, policy, _bands(session, policy), tracks, pasts, owed)


async def _ask(parts: Watch, window: Window | None) -> tuple[Snapshot, tuple[Remembered, ...]]:
    try:
        await parts.poller.once()
        pasts = await remembered(parts.sources, window) if window else ()
    finally:
        await parts.poller.close()
    snapshot = parts.store.snapshot()
    return snapshot, (*pasts, *_told(snapshot, pasts))


def _told(snapshot: Snapshot, asked: Sequence[Remembered]) -> list[Remembered]:
    """The pasts that came with the answers, but for series that were asked for as well."""
    known = {(each.source, past.signal, past.labels) for each in asked for past in each.pasts}
    found = []
    for state in snapshot.sources:
        others = tuple(past for past in state.pasts if (state.name, past.signal, past.labels) not in known)
        if others:
            found.append(Remembered(state.name, others))
    return found


def _window(session: Session, period: Period) -> Window | None:
    """The span to be remembered: a day that is over, or a period with the one before; today needs none."""
    zone = session.zone
    now = session.time.now()
    daily = period.span is Span.DAILY
    if daily and period.after > now.astimezone(zone).date():
        return None
    first = period.first if daily else period.before.first
    start, end = (datetime.combine(day, time(0), zone).timestamp() for day in (first, period.after))
    return window_of(start, min(end, now.timestamp()))


def _bands(session: Session, policy: Policy) -> Policy:
    """The policy that names the state of the services: the one that decides, or the first that does."""
    others = (policy, *session.policies().policies)
    return next((each for each in others if each.band(UP, 100.0) is not None), policy)
