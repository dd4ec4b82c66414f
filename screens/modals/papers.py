"""A report or a review to read before it is written into files and put on record."""

from __future__ import annotations

from enum import StrEnum

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical, VerticalScroll
from textual.screen import ModalScreen

from data.markdown import readable
from widgets.line import Span, line
from widgets.lines import Lines
from widgets.paragraphs import Paragraphs


class Wanted(StrEnum):
    """What is to be done with a document."""

    FILES = "files"
    DONE = "done"


class PapersRead(ModalScreen[Wanted | None]):
    """The text; `m` writes the files, `y` writes them and puts on record that it is done."""

    CSS_PATH = "modal.tcss"
    BINDINGS = [
        Binding("y", "want('done')", "Done", id="papers.done"),
        Binding("m", "want('files')", "Files", id="papers.files"),
        Binding("escape,n,q", "leave", "Back", id="papers.back"),
    ]

    def __init__(self, text: str, kind: str, obstacle: str = "") -> None:
        """`obstacle` says why it cannot be put on record, empty where it can."""
        super().__init__()
        self._text = text
        self._kind = kind
        self._obstacle = obstacle

    def compose(self) -> ComposeResult:
        """The text above, the keys below."""
        with Vertical(classes="dialog wide page"):
            with VerticalScroll():
                yield Paragraphs(
                    (Span(each.lstrip("# "), "strong") if each.startswith("#") else Span(each),)
                    for each in readable(self._text)
                )
            first = self._obstacle or f"y writes the files and records the {self._kind} as done"
            tone = Span(first, "warn" if self._obstacle else "accent")
            rest = Span("m only writes the files   esc goes back", "dim")
            yield Lines((line(tone), line(rest)), id="keys")

    def on_mount(self) -> None:
        """Read."""
        self.query_one(VerticalScroll).focus()

    def action_want(self, what: str) -> None:
        """Do that with it, unless something stands in the way."""
        if what != Wanted.DONE or not self._obstacle:
            self.dismiss(Wanted(what))

    def action_leave(self) -> None:
        """Do nothing with it."""
        self.dismiss(None)
