"""A dashboard, by pilot, on a board made by hand."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from time import thread_time

import pytest

from data.models.board import Board, Fact, Panel, Shape
from data.models.past import TimeRange
from data.models.verdict import Verdict
from screens.boards.fact import FactScreen
from screens.messages import Export, Hurry, NoteAsked, RunAsked
from screens.picture import without_addresses
from tests.board_gallery import BOARDS, GalleryScreen, fresh, latency, snapshot
from tests.held_memory import held_memory
from tests.host import Host, screen_text, until
from tests.terminal.payloads import BREAKING, SHAPES

PROJECTS = "prom:api.p95_ms,service=projects,0"


def shown(board: Board | None = None) -> tuple[Host, GalleryScreen]:
    screen = GalleryScreen(board or BOARDS["fresh"]())
    host = Host(screen)
    host.call_later(lambda: setattr(screen, "snapshot", snapshot()))
    return host, screen


async def test_the_sentence_comes_first_and_the_worst_is_plotted() -> None:
    host, screen = shown()
    async with host.run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: "fail > 500 ms" in screen_text(host))
        text = screen_text(host).splitlines()
        assert "1 of 9 fails: p95 projects 541 ms" in text[1]
        assert screen.facts.cursor == PROJECTS
        assert any("to" in line and "rising" in line for line in text)


async def test_left_and_right_read_the_plot_and_escape_leaves_it() -> None:
    host, screen = shown()
    async with host.run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: screen.plot.chart is not None)
        await pilot.press("left", "left", "h")
        await pilot.pause()
        assert screen.plot.cursor is not None and "yesterday" in screen_text(host)
        assert "Fri 09:00" in screen_text(host)
        before = screen.plot.cursor
        await pilot.press("right", "l")
        assert screen.plot.cursor > before
        await pilot.press("escape")
        assert screen.plot.cursor is None


async def test_a_click_reads_the_plot() -> None:
    host, screen = shown()
    async with host.run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: "fail > 500 ms" in screen_text(host))
        await pilot.click(screen.plot, offset=(44, 4))
        await until(pilot, lambda: "Fri 08:32" in screen_text(host))


async def test_keys_become_messages() -> None:
    host, _ = shown()
    async with host.run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: "541" in screen_text(host))
        await pilot.press("r", "a", "n", "x", "X")
        await pilot.pause()
        told = [m for m in host.heard if isinstance(m, RunAsked | Hurry | NoteAsked | Export)]
        assert isinstance(told[0], RunAsked) and told[0].checklist == "skafu-daily"
        assert isinstance(told[1], Hurry) and told[1].name == "prom"
        assert isinstance(told[2], NoteAsked) and told[2].subject == "p95 projects"
        files = [each for each in told if isinstance(each, Export)]
        assert [each.name for each in files] == [
            "performance-20261120-090210.csv",
            "performance-20261120-090210.series.csv",
            "performance-20261120-090210.svg",
        ]
        assert "p95 projects" in files[0].text and "p95 projects" in files[1].text
        assert files[2].text.startswith("<svg") and "url(" not in files[2].text.replace("url(#", "")


async def test_the_range_grows_and_shrinks_and_what_is_compared_changes() -> None:
    host, screen = shown()
    async with host.run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: "last 1 h" in screen_text(host))
        await pilot.press("t")
        await until(pilot, lambda: "last 6 h" in screen_text(host))
        await pilot.press("T", "T")
        await until(pilot, lambda: "last 15 m" in screen_text(host))
        await pilot.press("c")
        await until(pilot, lambda: "compared with last week" in screen_text(host))
        await pilot.press("c")
        await until(pilot, lambda: "compared with nothing" in screen_text(host))
        assert "×3.01" not in screen_text(host) and "◦" not in screen_text(host)
        assert screen.range.span is TimeRange.QUARTER and screen.range.against is None


async def test_the_filter_says_what_it_hides_and_escape_drops_it() -> None:
    host, _ = shown()
    async with host.run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: "541" in screen_text(host))
        await pilot.press("slash", *"critical", "enter")
        await pilot.pause()
        assert "filter “critical” hides 14" in screen_text(host)
        assert "S3 bucket policy" in screen_text(host) and "templates" not in screen_text(host)
        await pilot.press("escape")
        await pilot.pause()
        assert "templates" in screen_text(host)


async def test_the_order_holds_still_under_a_cursor_and_marks_what_would_rise() -> None:
    host, screen = shown()
    async with host.run_test(size=(100, 30)) as pilot:
        await until(pilot, lambda: "541" in screen_text(host))
        await pilot.press("down", "up")
        before = screen.facts.row_keys
        panels = screen.shown.panels
        facts = tuple(
            replace(f, verdict=Verdict.FAIL) if "templates" in f.key else f for f in panels[0].facts
        )
        screen.shown = replace(screen.shown, panels=(replace(panels[0], facts=facts), *panels[1:]))
        screen.snapshot = snapshot(2)
        await until(pilot, lambda: "✗↑p95 templates" in screen_text(host))
        assert screen.facts.row_keys == before
        await pilot.press("o")
        await pilot.pause()
        assert screen.facts.row_keys[0] == "prom:api.p95_ms,service=templates,0"
        await pilot.press("o")
        await pilot.pause()
        assert screen.facts.arranged.order == "as listed"


async def test_a_fact_is_opened_and_left() -> None:
    host, _ = shown()
    async with host.run_test(size=(80, 40)) as pilot:
        await until(pilot, lambda: "541" in screen_text(host))
        await pilot.press("enter")
        await until(pilot, lambda: "answered by" in screen_text(host))
        assert isinstance(host.screen, FactScreen)
        await until(pilot, lambda: "fail > 500 ms" in screen_text(host))
        await pilot.press("left")
        await until(pilot, lambda: "Fri 09:02" in screen_text(host))
        host.screen.snapshot = snapshot(2)
        await pilot.pause(0.1)
        await pilot.press("escape")
        await until(pilot, lambda: isinstance(host.screen, GalleryScreen))


async def test_a_fact_that_is_gone_stays_and_says_so() -> None:
    host, screen = shown()
    async with host.run_test(size=(80, 40)) as pilot:
        await until(pilot, lambda: "541" in screen_text(host))
        await pilot.press("enter")
        await until(pilot, lambda: "answered by" in screen_text(host))
        screen.shown = replace(screen.shown, panels=screen.shown.panels[1:])
        assert isinstance(host.screen, FactScreen)
        host.screen.snapshot = snapshot(2)
        await until(pilot, lambda: "It is not among the facts any more" in screen_text(host))
        assert "541 ms" in screen_text(host)


async def test_what_is_folded_unfolds_and_folds() -> None:
    facts = tuple(latency(str(at), 1.0 + at, Verdict.PASS, 1.0, at) for at in range(30))
    host, screen = shown(Board("b", "B", Verdict.PASS, ("All is well.",), (Panel("p", "Many", facts),)))
    async with host.run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: "24 more, enter shows them" in screen_text(host))
        await pilot.press("end", "enter")
        await pilot.pause()
        assert len(screen.facts.row_keys) == 31
        await pilot.press("end", "enter")
        await pilot.pause()
        assert len(screen.facts.row_keys) == 7


@pytest.mark.parametrize("look", ["failed", "no-rights", "not-configured"])
async def test_why_there_is_nothing_can_be_read_whole(look: str) -> None:
    host, screen = shown(BOARDS[look]())
    async with host.run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: screen.board is not None)
        await pilot.press("down", "up", "enter")
        await pilot.pause()
        text = screen_text(host)
        assert ("→" in text) or ("[[prometheus]]" in text)


@pytest.mark.parametrize("payload", [*SHAPES.values(), *BREAKING.values()], ids=[*SHAPES, *BREAKING])
async def test_hostile_words_do_nothing(payload: str) -> None:
    """Items are made safe where they are taken in; a board that was not must not break the screen."""
    fact = Fact("k", payload, Verdict.FAIL, text=payload, words=payload, source=payload, url=payload)
    panel = Panel("p", payload, (fact,), Shape.THINGS, note=payload)
    host, screen = shown(Board("b", "B", Verdict.FAIL, (payload,), (panel,)))
    async with host.run_test(size=(160, 50)) as pilot:
        await until(pilot, lambda: screen.board is not None)
        await pilot.press("enter")
        await pilot.pause()
        assert host.is_running


@pytest.mark.serial
async def test_a_key_is_answered_in_time_among_ten_thousand_findings() -> None:
    facts = tuple(
        Fact(f"f{at}", f"finding {at}", Verdict.WARN if at % 7 else Verdict.FAIL, text="HIGH", source="hub")
        for at in range(10_000)
    )
    findings = Panel("findings", "Findings", facts, Shape.THINGS)
    board = Board("b", "B", Verdict.FAIL, ("Much.",), (fresh().panels[0], findings))
    host, screen = shown(board)
    async with host.run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: "fail > 500 ms" in screen_text(host))
        await pilot.press("end", "enter", "end")  # all of them
        await pilot.pause()
        assert "9,500 more, a filter finds them; enter shows fewer" in screen_text(host)
        taken, made = [], []
        with held_memory():
            for key in ("down", "up", "pagedown", "up", "end", "up", "home", "down", "left", "o"):
                begun = thread_time()  # a pilot waits more than it works
                await pilot.press(key)
                taken.append(thread_time() - begun)
            for _ in range(3):
                begun = thread_time()
                screen.show_board()
                made.append(thread_time() - begun)
        assert max(*taken, min(made)) < 0.1, (taken, made)


def test_a_picture_asks_nobody() -> None:
    font = "@font-face { font-family: x; src: url('https://a.example/f.woff2'); }\n"
    assert without_addresses(f"<style>{font}.a {{ }}</style>") == "<style>.a { }</style>"


def test_the_heavy_part_is_not_loaded_with_the_screen() -> None:
    text = "".join(
        path.read_text(encoding="utf-8")
        for folder in ("screens", "widgets")
        for path in (Path(__file__).parents[3] / folder).rglob("*.py")
        if path.name != "chart_drawing.py"
    )
    assert "textual_plot" not in text and "textual_hires_canvas" not in text
