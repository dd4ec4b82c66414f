"""The plainest Textual application there is: what ours is measured against."""

from __future__ import annotations

from textual.app import App, ComposeResult
from textual.widgets import Static

WORDS = "nothing to see"


class EmptyApp(App[None]):
    """One line of text."""

    def compose(self) -> ComposeResult:
        yield Static(WORDS)


if __name__ == "__main__":
    EmptyApp().run()
