"""Pictures of cost, security and business: fresh at two sizes, and what they are when nothing answers."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from textual.app import App
from textual.pilot import Pilot

from data.models.failure import FailureKind
from screens.boards.business import BusinessScreen
from screens.boards.cost import CostScreen
from screens.boards.dashboard import DashboardScreen
from screens.boards.security import SecurityScreen
from tests.account_gallery import Account
from tests.fakes import START
from tests.gallery import STANDING
from tests.host import Host, until
from tests.screens.boards.test_dashboard_looks import drawn

Compare = Callable[..., bool]
Kind = type[DashboardScreen]
SCREENS = (CostScreen, SecurityScreen, BusinessScreen)
MODES = (
    ("health", "1", "Health"),
    ("cost", "3", "Cost"),
    ("security", "4", "Security"),
    ("business", "5", "Business"),
)


def host(kind: Kind, account: Account, theme: str = "ops-dark") -> App[None]:
    screen = kind(STANDING, account.desk())
    app = Host(screen, theme=theme)

    def fill() -> None:
        screen.modes, screen.now, screen.snapshot = MODES, START, account.snapshot

    app.call_later(fill)
    return app


async def settled(pilot: Pilot[None]) -> None:
    screen = pilot.app.screen
    assert isinstance(screen, DashboardScreen)
    await until(pilot, lambda: drawn(pilot.app, screen))
    await pilot.pause()


@pytest.mark.parametrize("size", [(80, 24), (160, 50)], ids=["80x24", "160x50"])
@pytest.mark.parametrize("kind", SCREENS, ids=lambda kind: kind.MODE)
def test_fresh(snap_compare: Compare, kind: Kind, size: tuple[int, int]) -> None:
    assert snap_compare(host(kind, Account().answer()), terminal_size=size, run_before=settled)


@pytest.mark.parametrize("kind", SCREENS, ids=lambda kind: kind.MODE)
def test_stale(snap_compare: Compare, kind: Kind) -> None:
    account = Account().answer().later()
    assert snap_compare(host(kind, account), terminal_size=(80, 24), run_before=settled)


@pytest.mark.parametrize("kind", [FailureKind.RIGHTS, FailureKind.TIMEOUT], ids=["no-rights", "failed"])
def test_security_that_cannot_be_seen(snap_compare: Compare, kind: FailureKind) -> None:
    account = Account().answer().fail(kind)
    assert snap_compare(host(SecurityScreen, account), terminal_size=(80, 24), run_before=settled)


def test_security_in_light(snap_compare: Compare) -> None:
    app = host(SecurityScreen, Account().answer(), "ops-light")
    assert snap_compare(app, terminal_size=(100, 40), run_before=settled)
