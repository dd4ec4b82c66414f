"""What stands around the sources: availability, alerts, platform, errors, deployments, vendors, upkeep."""

from __future__ import annotations

from dataclasses import replace

from data.boards.gain import Gain
from data.boards.health_alerts import alerts
from data.boards.health_availability import availability
from data.boards.health_deployments import deployments
from data.boards.health_errors import errors
from data.boards.health_maintenance import maintenance
from data.boards.health_platform import platform
from data.boards.health_vendors import vendors
from data.boards.outlook import Outlook
from data.boards.sentences import board_of, capital
from data.boards.things import by_kind
from data.models.board import Board
from data.models.snapshot import Snapshot
from data.models.verdict import Verdict


def health_gains(snapshot: Snapshot, outlook: Outlook, environment: str) -> tuple[Gain, ...]:
    """Each subject with a phrase and a panel, in the order in which they matter at three in the morning."""
    things = by_kind(snapshot)
    return (
        availability(snapshot, outlook),
        alerts(things, snapshot, outlook),
        platform(things, snapshot, outlook),
        errors(things, snapshot, outlook),
        deployments(things, snapshot, outlook),
        vendors(things, snapshot, outlook),
        maintenance(snapshot, outlook, environment),
    )


def around_board(snapshot: Snapshot, outlook: Outlook, environment: str) -> Board:
    """The same as a board of panels."""
    gains = health_gains(snapshot, outlook, environment)
    board = board_of("around", "Around the sources", [gain.panel for gain in gains], snapshot, outlook)
    wrong = [gain for gain in gains if gain.words and gain.verdict not in (None, Verdict.PASS)]
    if wrong:
        told = "; ".join(f"{gain.title}: {gain.words}" for gain in wrong)
        return replace(board, sentence=(f"{capital(told)}.",))
    return board
