"""What stands around the sources, on the health screen and as panels."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from textual.app import App

from data.models.snapshot import Snapshot
from screens.boards.around import AroundScreen
from screens.health.health import HealthScreen
from tests.around_gallery import Around
from tests.console_parts import console
from tests.fakes import START
from tests.gallery import STANDING
from tests.host import Host, screen_text, until

Compare = Callable[..., bool]
AROUND = Around()
MODES = (("health", "1", "Health"), ("performance", "2", "Performance"), ("journal", "9", "Journal"))


def health(snapshot: Snapshot) -> App[None]:
    screen = HealthScreen(replace(STANDING, policy="skafu"), AROUND.store.history, AROUND.gains)
    app = Host(screen)

    def fill() -> None:
        screen.modes, screen.now, screen.snapshot = MODES, START, snapshot

    app.call_later(fill)
    return app


@pytest.mark.parametrize("size", [(80, 24), (160, 50)])
def test_health_around(snap_compare: Compare, size: tuple[int, int]) -> None:
    assert snap_compare(health(AROUND.snapshot), terminal_size=size, run_before=_settled)


def test_health_in_maintenance(snap_compare: Compare) -> None:
    assert snap_compare(health(AROUND.in_maintenance()), terminal_size=(80, 24), run_before=_settled)


async def _settled(pilot: object) -> None:
    await until(pilot, lambda: "deployments" in screen_text(pilot.app))  # type: ignore[attr-defined,arg-type]


async def test_p_shows_the_panels_and_goes_back(tmp_path: Path) -> None:
    app = console(tmp_path)
    async with app.run_test(size=(100, 30)) as pilot:
        await until(pilot, lambda: app.begun and "sources" in screen_text(app))
        await pilot.press("p")
        await until(pilot, lambda: isinstance(app.screen, AroundScreen) and "Vendors" in screen_text(app))
        await pilot.press("escape")
        await until(pilot, lambda: isinstance(app.screen, HealthScreen))
        await pilot.press("p")
        await until(pilot, lambda: isinstance(app.screen, AroundScreen))
        await pilot.press("p")
        await until(pilot, lambda: isinstance(app.screen, HealthScreen))
