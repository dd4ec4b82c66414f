"""Pictures of incidents: commanded, looked on, listed; at two sizes, in several themes."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from textual.pilot import Pilot

from tests.incident_gallery import NIGHTS, Night, burning
from tests.incident_screens import Make, Stage, listing, pane, watcher

Compare = Callable[..., bool]
SMALL, LARGE = (80, 24), (160, 50)


def stage(night: Night, make: Make, theme: str = "ops-dark") -> Stage:
    app = Stage(night, make, theme=theme)
    app.call_later(app.publish)
    return app


@pytest.mark.parametrize("size", [SMALL, LARGE])
@pytest.mark.parametrize("state", ["burning", "quiet"])
def test_pane(snap_compare: Compare, state: str, size: tuple[int, int]) -> None:
    assert snap_compare(stage(NIGHTS[state](), pane), terminal_size=size)


@pytest.mark.parametrize("state", ["long", "over"])
def test_pane_late_and_after(snap_compare: Compare, state: str) -> None:
    assert snap_compare(stage(NIGHTS[state](), pane), terminal_size=SMALL)


def test_typing(snap_compare: Compare) -> None:
    async def write(pilot: Pilot[None]) -> None:
        await pilot.press("e", "down")
        await pilot.pause()

    assert snap_compare(stage(burning(), pane), terminal_size=SMALL, run_before=write)


@pytest.mark.parametrize("theme", ["ops-light", "ops-16"])
def test_pane_in_other_themes(snap_compare: Compare, theme: str) -> None:
    assert snap_compare(stage(burning(), pane, theme), terminal_size=LARGE)


def test_pane_without_colours(snap_compare: Compare, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    assert snap_compare(stage(burning(), pane), terminal_size=SMALL)


@pytest.mark.parametrize(("size", "theme"), [(SMALL, "ops-dark"), ((200, 60), "ops-light")])
def test_watcher(snap_compare: Compare, size: tuple[int, int], theme: str) -> None:
    assert snap_compare(stage(burning(), watcher, theme), terminal_size=size)


def test_none_open(snap_compare: Compare) -> None:
    assert snap_compare(stage(NIGHTS["over"](), listing), terminal_size=SMALL)
