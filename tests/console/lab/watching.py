"""Asks the lab's sources as the console asks them, and reads what they come to."""

from __future__ import annotations

import asyncio
import os
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager

from console.cli.options import Options
from console.cli.session import Session
from console.lab.lab import Lab
from console.watch import Watch
from console.wiring import watch
from data.models.snapshot import Phase
from data.procedures.finding import Finding
from data.procedures.library import load_checklists
from data.procedures.self_check import self_check
from data.procedures.standard import standard_for

# What runs on this machine; boto3 takes seconds of a small one until it speaks with an account.
LOCAL = (
    *("*-api", "observability-service", "site certificate", "db main", "this host", "backup nightly"),
    *("prom", "alerts"),
)

LISTS = [load_checklists().get(id) for id in ("manual-morning", "manual-evening", "skafu-daily")]


@asynccontextmanager
async def polled(lab: Lab, only: Sequence[str] = ()) -> AsyncIterator[tuple[Session, Watch]]:
    """The lab's sources, or those named, being asked for as long as the block lasts."""
    session = Session(os.environ, Options(config=lab.config_path))
    parts = watch(session, only)
    task = asyncio.create_task(parts.poller.run())
    try:
        await until(lambda: all(s.phase is not Phase.LOADING for s in parts.store.snapshot().sources))
        yield session, parts
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
        await parts.poller.close()


async def until(holds: Callable[[], bool], seconds: float = 180.0) -> bool:
    """Wait for it, but no longer."""
    for _ in range(int(seconds / 0.1)):
        if holds():
            return True
        await asyncio.sleep(0.1)
    return holds()


def findings(session: Session, parts: Watch) -> dict[str, Finding]:
    """What every item of the lists says now, by list and item."""
    snapshot, book = parts.store.snapshot(), session.policies()
    found: dict[str, Finding] = {}
    for checklist in LISTS:
        standard = standard_for(checklist, book, configured=session.policy_id)
        for item in checklist.items:
            finding = self_check(item, checklist, snapshot, standard)
            if finding is not None:
                found[f"{checklist.id}/{item.id}"] = finding
    return found


def is_own(finding: Finding) -> bool:
    """Whether it is about the machine that the tests run on, which is as busy and as full as it is."""
    return any(each.signal.startswith("host.") for each in finding.evidence)
