"""A run on one screen, before it is signed: to read, copy, take away, and put one's name to."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical, VerticalScroll
from textual.screen import ModalScreen

from screens.messages import Export
from widgets.line import Line, Span, Tone, line
from widgets.lines import Lines


class SignOff(ModalScreen[bool]):
    """The summary; `y` signs where nothing stands in the way."""

    CSS_PATH = "modal.tcss"
    BINDINGS = [
        Binding("y", "sign", "Sign", id="sign.yes"),
        Binding("c", "copy", "Copy", id="sign.copy", tooltip="Copy the summary to the terminal's clipboard"),
        Binding("m", "export", "Markdown", id="sign.export", tooltip="Write the summary into a file"),
        Binding("escape,n,enter", "leave", "Not yet", id="sign.no"),
    ]

    def __init__(self, summary: str, markdown: str, name: str, obstacle: str) -> None:
        super().__init__()
        self._summary = summary
        self._markdown = markdown
        self._name_of_file = name
        self._obstacle = obstacle

    def compose(self) -> ComposeResult:
        """The summary above, the keys below."""
        with Vertical(classes="dialog wide"):
            with VerticalScroll():
                yield Lines(line(text) for text in self._summary.splitlines())
            keys = self._keys(self._obstacle) if self._obstacle else self._keys("y signs", "accent")
            yield Lines(keys, id="keys")

    def _keys(self, first: str, tone: Tone = "warn") -> tuple[Line, ...]:
        rest = "c copies   m writes Markdown   esc goes back"
        return ((), line(Span(first, tone)), line(Span(rest, "dim")))

    def action_sign(self) -> None:
        """Sign, unless something stands in the way."""
        if not self._obstacle:
            self.dismiss(True)

    def action_copy(self) -> None:
        """Put the summary on the clipboard of the terminal (OSC 52)."""
        self.app.copy_to_clipboard(self._summary)
        self._told("copied, where the terminal allows it")

    def action_export(self) -> None:
        """Ask for the Markdown to be written."""
        self.post_message(Export(f"{self._name_of_file}.md", self._markdown, "c copies it"))

    def action_leave(self) -> None:
        """Back to the run."""
        self.dismiss(False)

    def _told(self, words: str) -> None:
        keys = self.query_one("#keys", Lines)
        keys.content = (line(Span(words, "pass")), *keys.content[1:])
