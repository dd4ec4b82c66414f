"""The line of keys: what the screen's bindings say, and clickable."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.binding import Binding
from textual.screen import Screen

from tests.host import Host, screen_text
from widgets.frame.key_bar import KeyBar


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
