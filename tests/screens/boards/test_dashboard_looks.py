"""Dashboards in each of the six looks, as text at two sizes; and pictures of the fresh one in themes."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from syrupy.assertion import SnapshotAssertion
from syrupy.extensions.single_file import SingleFileSnapshotExtension, WriteMode
from textual.app import App
from textual.pilot import Pilot

from screens.boards.dashboard import DashboardScreen
from tests.board_gallery import BOARDS, GalleryScreen, snapshot
from tests.fakes import START
from tests.host import Host, screen_text, until

SIZES = [(80, 24), (160, 50)]
MODES = (
    ("health", "1", "Health"),
    ("performance", "2", "Performance"),
    ("cost", "3", "Cost"),
    ("security", "4", "Security"),
    ("business", "5", "Business"),
    ("checklists", "6", "Checklists"),
    ("journal", "9", "Journal"),
    ("alerts", "0", "Alerts"),
)


class TextFile(SingleFileSnapshotExtension):
    """One small text file a snapshot: what stands in the cells."""

    _write_mode = WriteMode.TEXT
    _file_extension = "txt"


def shown(look: str, theme: str = "ops-dark") -> tuple[Host, GalleryScreen]:
    """A dashboard of that look, as the application would fill it."""
    screen = GalleryScreen(BOARDS[look]())
    host = Host(screen, theme=theme)

    def fill() -> None:
        screen.modes = MODES
        screen.now = START
        screen.snapshot = snapshot()

    host.call_later(fill)
    return host, screen


def drawn(host: App[None], screen: DashboardScreen) -> bool:
    """Whether everything there is to see is there."""
    return screen.board is not None and "drawing…" not in screen_text(host)


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
@pytest.mark.parametrize("look", BOARDS)
async def test_every_look(snapshot: SnapshotAssertion, look: str, size: tuple[int, int]) -> None:
    host, screen = shown(look)
    async with host.run_test(size=size) as pilot:
        await until(pilot, lambda: drawn(host, screen))
        await pilot.pause()
        assert screen_text(host) == snapshot(extension_class=TextFile)


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
@pytest.mark.parametrize("theme", ["ops-dark", "ops-light", "no-colour"])
def test_fresh_in_colours(
    snap_compare: Callable[..., bool], monkeypatch: pytest.MonkeyPatch, theme: str, size: tuple[int, int]
) -> None:
    if theme == "no-colour":
        monkeypatch.setenv("NO_COLOR", "1")
    host, screen = shown("fresh", "ops-dark" if theme == "no-colour" else theme)

    async def settled(pilot: Pilot[None]) -> None:
        await until(pilot, lambda: drawn(host, screen))
        await pilot.press("left", "left")
        await pilot.pause()

    assert snap_compare(host, terminal_size=size, run_before=settled)
