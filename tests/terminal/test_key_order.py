"""Keys act in the order in which they were pressed, also when they arrive in one piece."""

from __future__ import annotations

import pytest
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.events import Key
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from console.terminal.base import TerminalApp
from tests.host import until
from tests.terminal.sample import sample


class Note(ModalScreen[str]):
    """Asks for one line."""

    def compose(self) -> ComposeResult:
        with Vertical(), Vertical():
            yield Input()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        self.dismiss(event.value)


class NoteApp(TerminalApp):
    """n asks for a note, x is counted."""

    BINDINGS = [("n", "note", "Note"), ("x", "count", "Count")]

    def __init__(self) -> None:
        super().__init__()
        self.said: list[str | None] = []

    def compose(self) -> ComposeResult:
        yield Static("main")

    def action_note(self) -> None:
        self.push_screen(Note(), self.said.append)

    def action_count(self) -> None:
        self.said.append("counted")


async def test_a_burst_of_keys_does_what_the_same_keys_do_slowly() -> None:
    app = NoteApp()
    async with app.run_test() as pilot:
        for key in ["n", *"first", "enter", "x", "n", *"nex", "left", "x", "enter", "x"]:
            app.post_message(Key(key, key if len(key) == 1 else None))
        await until(pilot, lambda: len(app.said) >= 4)
        assert app.said == ["first", "counted", "nexx", "counted"]


@pytest.mark.pty
def test_characters_do_not_overtake_keys() -> None:
    with sample() as session:
        session.type("ab")
        session.send(b"\x1b[D\x1b[3~x\x15done")
        session.wait_for("▊  done ")
