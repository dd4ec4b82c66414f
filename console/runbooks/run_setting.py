"""What the runs of procedures work with in the open console."""

from __future__ import annotations

import asyncio
import os
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from data.models.runbook import Runbook
from data.models.snapshot import Phase, Snapshot, SourceState
from data.runbook_runs.alone import alone_in
from data.runbook_runs.checking import standard_of
from data.runbook_runs.finding import entries_about_runs
from data.runbook_runs.setting import Setting
from data.runbook_runs.surroundings import invented
from data.runbook_runs.waiting import stopped_by, stopped_within

if TYPE_CHECKING:
    from console.parts import Parts

_PATIENCE_S = 20.0
_LOOK_AGAIN_S = 0.2


def setting_of(parts: Parts, runbook: Runbook, since: date) -> Setting:
    """For a run that was begun on the day `since`; commands run in the folder the console was opened in."""
    standing = parts.standing
    return Setting(
        submit=parts.journal.submit,
        known=lambda: entries_about_runs(parts.journal, since),
        hinders=lambda: _hindrance(parts),
        environ=invented(runbook) if parts.journal.drill else dict(os.environ),
        cwd=Path.cwd(),
        environment=standing.environment,
        time=parts.time,
        readings=partial(_readings, parts),
        standard=standard_of(runbook, parts.policies, configured=standing.policy, chosen=parts.chosen_policy),
        alone=alone_in(parts.journal.root),
        within=partial(stopped_by, parts.time) if parts.journal.drill else stopped_within,
    )


def _hindrance(parts: Parts) -> str:
    health = parts.journal.health
    return (
        (health.message or "nothing is run and nothing recorded: read-only mode") if health.view_only else ""
    )


async def _readings(parts: Parts, signals: frozenset[str], since: float) -> Snapshot:
    """Ask every source that may bring them, and wait until each has answered or failed."""
    store, poller = parts.watch.store, parts.watch.poller
    begun, asked = parts.time.elapsed(), parts.time.now()
    names = [state.name for state in store.snapshot().feeding(*signals)]
    for name in names:
        poller.hurry(name)

    def answered(state: SourceState | None) -> bool:
        if state is None:
            return True
        if state.phase in (Phase.FRESH, Phase.STALE):
            return state.answered_elapsed is not None and state.answered_elapsed >= max(since, begun)
        return state.asked_at is not None and state.asked_at >= asked

    while parts.time.elapsed() - begun < _PATIENCE_S:
        snapshot = store.snapshot()
        if all(answered(snapshot.source(name)) for name in names):
            break
        await asyncio.sleep(_LOOK_AGAIN_S)
    return store.snapshot()
