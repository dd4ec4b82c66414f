"""What is to reach the players of a drill: one of the scenario's own injects, or free words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.geometry import Size
from textual.screen import ModalScreen

from data.drills.leaders.screenplay import inject_words
from data.models.scenario import Inject
from data.safe import safe
from widgets.line import Line, Span, fit, line, wrap
from widgets.lines import Lines
from widgets.rows import Row, RowList

MESSAGE, CALL = ":message", ":call"
"""Free words; no inject's id begins with a colon."""
_ID, _LEAST = 16, 20


class InjectList(RowList):
    """Those that have not come, then free words."""

    def __init__(self, injects: Sequence[Inject]) -> None:
        super().__init__()
        self._injects = injects

    def build(self, width: int) -> Sequence[Row]:
        """What each says whole, however many lines that takes."""
        free = [
            Row(MESSAGE, (line(Span("somebody writes, in words of yours", "accent")),)),
            Row(CALL, (line(Span("somebody calls, in words of yours", "accent")),)),
        ]
        return [*(Row(each.id, tuple(_lines(each, width))) for each in self._injects), *free]

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """As many rows as there are lines."""
        return sum(len(row.lines) for row in self.build(width))


class PickInject(ModalScreen[str]):
    """Gives an inject's id, MESSAGE or CALL; empty where nothing is to come."""

    CSS_PATH = ["modal.tcss", "drill.tcss"]
    BINDINGS = [Binding("escape,q", "leave", "Back", id="inject.leave")]

    def __init__(self, injects: Sequence[Inject]) -> None:
        super().__init__()
        self._injects = tuple(injects)

    def compose(self) -> ComposeResult:
        """The list under its keys."""
        with Vertical(classes="dialog wide"):
            yield Lines(
                (line(Span("What is to come now", "strong"), Span("   enter lets it, esc goes back", "dim")),)
            )
            yield InjectList(self._injects)

    def on_row_list_opened(self, event: RowList.Opened) -> None:
        """This one."""
        event.stop()
        self.dismiss(event.key or "")

    def action_leave(self) -> None:
        """None of them."""
        self.dismiss("")


def _lines(inject: Inject, width: int) -> Iterator[Line]:
    """What it says; first that it leads nowhere, where it does not lead anywhere."""
    trail = "leads nowhere: " if inject.trail else ""
    room = max(_LEAST, width - _ID - 1)
    for at, words in enumerate(wrap(f"{trail}{safe(inject_words(inject))}", room)):
        yield (Span(fit("" if at else inject.id, _ID) + " ", "strong"), *words)
