"""A dashboard, by pilot, on a board made by hand."""

from __future__ import annotations

from tests.board_gallery import BOARDS, GalleryScreen, snapshot
from tests.host import Host, screen_text, until


def shown(look: str = "fresh") -> tuple[Host, GalleryScreen]:
    screen = GalleryScreen(BOARDS[look]())
    host = Host(screen)
    host.call_later(lambda: setattr(screen, "snapshot", snapshot()))
    return host, screen


async def test_the_sentence_comes_first_and_the_worst_is_plotted() -> None:
    host, screen = shown()
    async with host.run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: "fail > 500 ms" in screen_text(host))
        text = screen_text(host).splitlines()
        assert "1 of 9 fails: p95 projects 541 ms" in text[1]
        assert screen.facts.cursor == "prom:api.p95_ms,service=projects,0"
        assert any("to" in line and "rising" in line for line in text)


async def test_left_and_right_read_the_plot_and_escape_leaves_it() -> None:
    host, screen = shown()
    async with host.run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: screen.plot.chart is not None)
        await pilot.press("left", "left", "left")
        await pilot.pause()
        assert screen.plot.cursor is not None and "yesterday" in screen_text(host)
        assert "Fri 09:00" in screen_text(host)
        await pilot.press("escape")
        assert screen.plot.cursor is None
