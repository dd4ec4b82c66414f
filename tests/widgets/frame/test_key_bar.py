"""The line of keys: what the screen's bindings say, and clickable."""

from __future__ import annotations

import pytest
from textual.app import ComposeResult
from textual.binding import Binding
from textual.screen import Screen

from tests.host import Host, screen_text
from widgets.frame.key_bar import KeyBar, KeyHint, fitting


class Keyed(Screen[None]):
    BINDINGS = [
        Binding("n", "note", "Note"),
        Binding("b", "blocked", "Blocked"),
        Binding("h,left", "note", "Note again"),
        Binding("x", "hidden", "Hidden", show=False),
    ]
    pressed = 0

    def compose(self) -> ComposeResult:
        yield KeyBar()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        return None if action == "blocked" else True

    def action_note(self) -> None:
        self.pressed += 1


async def test_each_action_is_shown_once_with_its_first_key() -> None:
    screen = Keyed()
    async with Host(screen).run_test(size=(40, 4)) as pilot:
        await pilot.pause()
        assert screen_text(pilot.app).splitlines()[-1].split() == ["n", "Note", "b", "Blocked"]
        bar = screen.query_one(KeyBar)
        assert [(hint.key, hint.enabled) for hint in bar.hints] == [("n", True), ("b", False)]


async def test_what_fits_to_the_last_cell_is_not_cut() -> None:
    screen = Keyed()
    async with Host(screen).run_test(size=(18, 4)) as pilot:
        await pilot.pause()
        assert screen_text(pilot.app).splitlines()[-1].split() == ["n", "Note", "b", "Blocked"]


async def test_a_click_presses_the_key() -> None:
    screen = Keyed()
    async with Host(screen).run_test(size=(40, 4)) as pilot:
        await pilot.pause()
        for x in (1, 3, 6):
            await pilot.click(KeyBar, offset=(x, 0))
        assert screen.pressed == 3
        for x in (0, 7, 8, 30):
            await pilot.click(KeyBar, offset=(x, 0))
        await pilot.pause()
        assert screen.pressed == 3


class General(Screen[None]):
    BINDINGS = [
        Binding("n", "note", "Note", id="frame.note"),
        Binding("question_mark", "app.keys", "Keys", id="frame.keys"),
    ]

    def compose(self) -> ComposeResult:
        yield KeyBar()

    def action_note(self) -> None: ...


class Special(General):
    BINDINGS = [Binding("a", "note_own", "Ask now", id="special.ask")]

    def action_note_own(self) -> None: ...


async def test_what_is_done_here_stands_before_what_is_done_everywhere() -> None:
    async with Host(Special()).run_test(size=(40, 4)) as pilot:
        for width, keys in ((40, "a Ask now n Note ? Keys"), (20, "a Ask now ? Keys")):
            await pilot.resize_terminal(width, 4)
            await pilot.pause()
            assert " ".join(screen_text(pilot.app).splitlines()[-1].split()) == keys


HINTS = (
    KeyHint("n", "n", "Note"),
    KeyHint("r", "r", "Runbook"),
    KeyHint("question_mark", "?", "Keys", dear=True),
    KeyHint("slash", "/", "Filter"),
)


@pytest.mark.parametrize(
    ("width", "keys"), [(32, "n r ? /"), (31, "n r ?"), (23, "n r ?"), (22, "n ?"), (5, "?")]
)
def test_a_key_is_shown_whole_or_not_at_all_and_the_one_that_tells_all_stays(width: int, keys: str) -> None:
    assert [hint.display for hint in fitting(HINTS, width)] == keys.split()
