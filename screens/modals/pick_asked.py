"""Which question of the players is to be answered by somebody invented, or whether somebody just writes."""

from __future__ import annotations

from collections.abc import Sequence

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.screen import ModalScreen

from data.drills.leaders.leading import Asked
from data.safe import safe
from widgets.line import Span, line
from widgets.lines import Lines
from widgets.rows import Row, RowList

MESSAGE = ":message"
"""Free words; no question's key begins with a colon."""

_ROWS = 12
"""So many are shown at once; the others by the arrow keys."""


def key_of(asked: Asked) -> str:
    """What a question goes by in the list."""
    return f"{asked.incident} {asked.question.id}"


class AskedList(RowList):
    """The open questions, then free words."""

    def __init__(self, asked: Sequence[Asked]) -> None:
        super().__init__()
        self._asked = asked

    def build(self, width: int) -> Sequence[Row]:
        """One line each."""
        several = len({each.incident for each in self._asked}) > 1
        return [
            *(Row(key_of(each), (_words(each, several),)) for each in self._asked),
            Row(MESSAGE, (line(Span("no question: somebody writes, in words of yours", "accent")),)),
        ]


class PickAsked(ModalScreen[str]):
    """Gives a question's key or MESSAGE; empty where nothing is to be answered."""

    CSS_PATH = ["modal.tcss", "drill.tcss"]
    BINDINGS = [Binding("escape,q", "leave", "Back", id="asked.leave")]

    def __init__(self, asked: Sequence[Asked]) -> None:
        super().__init__()
        self._asked = tuple(asked)

    def compose(self) -> ComposeResult:
        """The list under its keys."""
        with Vertical(classes="dialog wide"):
            hint = Span("   enter takes it, esc goes back", "dim")
            yield Lines((line(Span("What the players have asked", "strong"), hint),))
            rows = AskedList(self._asked)
            rows.styles.height = min(_ROWS, len(self._asked) + 1)
            yield rows

    def on_row_list_opened(self, event: RowList.Opened) -> None:
        """This one."""
        event.stop()
        self.dismiss(event.key or "")

    def action_leave(self) -> None:
        """None of them."""
        self.dismiss("")


def _words(asked: Asked, several: bool) -> tuple[Span, ...]:
    question = asked.question
    place = f"{asked.incident} " if several else ""
    return line(
        Span(f"{place}{question.id}  ", "strong"),
        Span(safe(question.text)),
        Span(f"  asked by {safe(question.stamp.by)}", "dim"),
    )
