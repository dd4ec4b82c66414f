"""Every command that can be typed on the line of an incident."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import VerticalScroll
from textual.screen import ModalScreen

from data.incidents.orders import ORDERS
from widgets.line import Line, Span, fit, line
from widgets.lines import Lines

_PLAIN = (
    ("words", "a note in the timeline"),
    ("@bo words 20m", "a task for bo, who has 20 minutes for it"),
    ("//words", "a note that begins with /"),
)


_SIGNS = (
    ("*", "rests on somebody's word: no evidence stands with it"),
    ("┊", "in a trend: when the incident was declared"),
)


class Orders(ModalScreen[None]):
    """One scrolling list."""

    CSS_PATH = "modal.tcss"
    BINDINGS = [Binding("escape,question_mark,q,enter", "close", "Close", id="orders.close")]

    def compose(self) -> ComposeResult:
        """What begins how, and what it does."""
        with VerticalScroll(classes="dialog wide"):
            yield Lines(order_lines())

    def action_close(self) -> None:
        """Back to the incident."""
        self.dismiss()


def order_lines() -> list[Line]:
    """Plain words first, then every command."""
    told = [*_PLAIN, *((order.shown, order.does) for order in ORDERS)]
    heading = line(Span("On the line", "strong"), Span("   esc closes", "dim"))
    signs = line(Span("Signs", "strong"))
    return [heading, (), *map(_row, told), (), signs, (), *map(_row, _SIGNS)]


def _row(told: tuple[str, str]) -> Line:
    shown, does = told
    return line(Span("  " + fit(shown, 30), "accent"), Span(does))
