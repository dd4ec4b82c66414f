"""Shows every sink with the next words each time F1 is pressed; ``raw`` leaves out safe()."""

from __future__ import annotations

import sys

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Header, Static

from console.terminal.base import TerminalApp
from data.safe import safe
from tests.terminal.payloads import BREAKING, ORDERS, SHAPES, STYLING
from tests.terminal.sinks import SINKS


def steps(kind: str) -> list[str]:
    """The words of each step: several orders together, what could break the parser one at a time."""
    orders = [*ORDERS.values()]
    groups = ["".join(orders[index : index + 3]) for index in range(0, len(orders), 3)]
    raw = [*groups, " ".join(SHAPES.values())]
    styling = [" ".join(STYLING[:3]), " ".join(STYLING[3:])]
    return raw if kind == "raw" else [safe(words) for words in [*raw, *BREAKING.values(), *styling]]


class SinkScreen(Screen[None]):
    """All sinks, filled with the same words."""

    CSS = "VerticalScroll > * { height: auto; max-height: 6; width: 100%; } Lined, Rendered { height: 1; }"

    def __init__(self, words: str, name: str) -> None:
        super().__init__()
        self.words = words
        self.step_name = name

    def compose(self) -> ComposeResult:
        yield Header()
        with VerticalScroll():
            for make in SINKS.values():
                yield make(self.words)
            hovered = Static(Content("hover me"), id="hovered")
            hovered.tooltip = Content(f"tooltip<{self.words}>")
            yield hovered
            yield Static(Content(self.step_name))


class SinkApp(TerminalApp):
    """One screen a step."""

    def __init__(self, kind: str) -> None:
        super().__init__()
        self.steps = steps(kind)
        self.step = 0

    def on_mount(self) -> None:
        self.show()

    def show(self) -> None:
        words = self.steps[self.step]
        self.title, self.sub_title = f"app title<{words}>", f"app subtitle<{words}>"
        self.push_screen(SinkScreen(words, f"step {self.step} of {len(self.steps)}"))
        self.clear_notifications()
        self.notify(f"toast<{words}>", title=f"toast title<{words}>", timeout=60)

    def on_key(self, event: object) -> None:
        if getattr(event, "key", "") == "f1":
            self.step += 1
            if self.step == len(self.steps):
                words = self.steps[0]
                self.exit(message=f"exit<{words}>", return_code=5)
            else:
                self.show()

    def action_pwn(self, what: str) -> None:
        """What no words may ever call."""
        self.exit(return_code=99)


if __name__ == "__main__":
    sys.exit(SinkApp(sys.argv[1]).launch())
