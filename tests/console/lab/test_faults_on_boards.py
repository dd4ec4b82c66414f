"""The right panel turns with each fault of what is around the services, says why, and turns back.

All of them are on at once, so that each is told apart from the others too.
"""

from __future__ import annotations

import asyncio
import re
from collections.abc import Iterator
from dataclasses import dataclass
from zoneinfo import ZoneInfo

import pytest

from console.cli.session import Session
from console.lab.lab import Lab
from console.watch import Watch
from data.boards.cost import cost_board
from data.boards.health import around_board
from data.boards.outlook import Outlook
from data.boards.security import security_board
from data.models.board import Board, Fact
from data.models.verdict import Verdict
from tests.console.lab.watching import findings, is_own, polled, until

pytestmark = pytest.mark.lab


@dataclass(frozen=True)
class _Expected:
    """A fact of a panel: its verdict while the fault is on, and what its words must hold."""

    board: str
    panel: str
    verdict: Verdict
    says: str


_EXPECTED = {
    "cost-spike": (
        _Expected(
            "cost", "anomalies", Verdict.WARN, r"Compute in eu-west-1 cost \$[\d,.]+ more than expected"
        ),
        _Expected("cost", "month", Verdict.WARN, "will be used up"),
    ),
    "finding-new": (_Expected("security", "findings", Verdict.FAIL, "SSH brute force"),),
    "key-old": (
        _Expected("security", "keys", Verdict.FAIL, r"age of the oldest access key.*4\d\d d is > 180 d"),
        _Expected("security", "keys", Verdict.WARN, "build key 1.*older than 90 d"),
    ),
    "backup-small": (_Expected("security", "backups", Verdict.FAIL, r"20\.\d % is < 50 %"),),
    "alert-storm": (_Expected("around", "alerts", Verdict.FAIL, r"firing: 100 high, 30[01] medium"),),
    "vendor-down": (_Expected("around", "vendors", Verdict.FAIL, "Partial System Outage"),),
    "deploy-failed": (_Expected("around", "deployments", Verdict.FAIL, "failed deployments|to production"),),
}

_ITEMS = {"skafu-daily/guardduty", "skafu-daily/access-audit", "manual-evening/size"}


def _boards(session: Session, parts: Watch) -> dict[str, Board]:
    snapshot = parts.store.snapshot()
    outlook = Outlook(session.policies().get(session.policy_id), ZoneInfo("Europe/London"))
    boards = (
        cost_board(snapshot, outlook),
        security_board(snapshot, outlook),
        around_board(snapshot, outlook, "lab"),
    )
    return {board.id: board for board in boards}


def _facts(boards: dict[str, Board], expected: _Expected) -> Iterator[Fact]:
    """Those that say what is expected, with the verdict that is expected."""
    for panel in boards[expected.board].panels:
        for fact in panel.facts if panel.id == expected.panel else ():
            words = f"{fact.name} {fact.text} {fact.words}"
            if fact.verdict is expected.verdict and re.search(expected.says, words):
                yield fact


def _told(session: Session, parts: Watch) -> set[str]:
    """The faults that are told in full now."""
    boards = _boards(session, parts)
    return {
        fault
        for fault, places in _EXPECTED.items()
        if all(any(_facts(boards, expected)) for expected in places)
    }


def _failing_items(session: Session, parts: Watch) -> set[str]:
    """The items of the daily lists that fail, but for those about the tests' own machine."""
    found = findings(session, parts)
    return {item for item, each in found.items() if each.verdict is Verdict.FAIL and not is_own(each)}


async def test_each_is_told_where_people_look_for_it(lab: Lab) -> None:
    if "LAB_ALERTMANAGER" not in lab.env():
        pytest.skip("Alertmanager is not installed")
    async with polled(lab) as (session, parts):
        assert await until(lambda: bool(parts.store.snapshot().readings_of("aws.key_age_d")))
        assert await until(lambda: not _told(session, parts)), _told(session, parts)
        for fault in _EXPECTED:
            await asyncio.to_thread(lab.break_, fault)
        try:
            seen = await until(lambda: _told(session, parts) == _EXPECTED.keys())
            assert seen, f"not told: {_EXPECTED.keys() - _told(session, parts)}"
            # Of the lists' items only these speak of what is wrong; the others go on passing.
            assert await until(lambda: _failing_items(session, parts) == _ITEMS), _failing_items(
                session, parts
            )
        finally:
            for fault in _EXPECTED:
                await asyncio.to_thread(lab.mend, fault)
        assert await until(lambda: not _told(session, parts)), f"still: {_told(session, parts)}"
        assert await until(lambda: not _failing_items(session, parts)), _failing_items(session, parts)
