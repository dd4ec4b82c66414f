"""Shows a command in full, argument by argument, and asks; what changes something needs its name typed."""

from __future__ import annotations

from collections.abc import Iterator

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical, VerticalScroll
from textual.screen import ModalScreen
from textual.widgets import Input

from data.runbook_runs.order import Confirmation, Order
from data.safe import safe
from screens.modals.width import WIDTH
from widgets.line import Line, Span, line, wrap
from widgets.lines import Lines
from widgets.quiet_input import QuietInput

Confirmed = tuple[Confirmation, str]
"""The yes to exactly what was shown, and the target as it was typed."""


class ConfirmCommand(ModalScreen[Confirmed | None]):
    """Gives the yes to this very order, once; enter and escape say no."""

    CSS_PATH = ["modal.tcss", "runbook.tcss"]
    BINDINGS = [
        Binding("y", "yes", "Run it", id="command.yes"),
        Binding("n,escape,enter,q", "no", "No", id="command.no"),
    ]

    def __init__(self, order: Order, title: str, who: str, *, drill: bool = False) -> None:
        super().__init__()
        self._drill = drill
        self._order = order
        self._title = title
        self._who = who

    def compose(self) -> ComposeResult:
        """The command, and what says yes."""
        with Vertical(classes="dialog"):
            with VerticalScroll(can_focus=False):
                yield Lines(self._words())
            if self._order.target:
                yield QuietInput(id="target", max_length=500)
            yield Lines((self._hint(),), id="hint")

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """A mere `y` runs nothing that changes something."""
        return not self._order.target if action == "yes" else super().check_action(action, parameters)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Only the whole name is a yes; an empty line is a no."""
        event.stop()
        typed = event.value.strip()
        if not typed:
            self.action_no()
        elif typed == self._order.target:
            self._answer((Confirmation.of(self._order), typed))
        else:
            words = Span(f"That is not {safe(self._order.target)}: nothing runs.", "warn")
            self.query_one("#hint", Lines).content = (line(words),)

    def action_yes(self) -> None:
        """Run exactly this."""
        self._answer((Confirmation.of(self._order), ""))

    def action_no(self) -> None:
        """Run nothing."""
        self._answer(None)

    def _answer(self, answer: Confirmed | None) -> None:
        if self.is_current:
            self.dismiss(answer)

    def _words(self) -> Iterator[Line]:
        order = self._order
        again = f" (start {order.attempt})" if order.attempt > 1 else ""
        yield from wrap(f"Run this{again}? {self._title}", WIDTH, "strong")
        yield ()
        for number, argument in enumerate(order.shown):
            first, *rest = wrap(argument or "\u2423", WIDTH, "accent", 5) or [()]
            yield (Span(f"{number:>3}  ", "dim"), Span(first[0].text[5:] if first else "", "accent"))
            yield from rest
        yield ()
        yield from self._where()
        yield ()
        if order.target:
            yield line(
                Span("It changes something. ", "warn"), "To run it, type ", Span(safe(order.target), "strong")
            )

    def _where(self) -> list[Line]:
        if self._drill:
            return wrap("This is a drill: the yes is put on record, and nothing is started.", WIDTH, "accent")
        order = self._order
        return wrap(
            f"in {safe(order.cwd)}, as {self._who}, with {len(order.names)} environment variables;"
            " no shell reads it, and it can ask nothing",
            WIDTH,
            "dim",
        )

    def _hint(self) -> Line:
        if self._order.target:
            return line(Span("enter takes the name; an empty line or esc: no", "dim"))
        return line(Span("y ", "accent"), "runs it", Span("   n, enter or esc: no", "dim"))
