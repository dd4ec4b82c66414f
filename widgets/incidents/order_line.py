"""The line on which a commander types: always there, its ways on shown above it while it is used."""

from __future__ import annotations

from collections.abc import Sequence

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.message import Message
from textual.widgets import Input

from data.incidents.completion import Choice
from widgets.line import Line, Span, fit, line, wrap
from widgets.lines import Lines
from widgets.quiet_input import QuietInput

MOST = 7
"""So many ways on are shown at once."""
_SHOWN = 26


class OrderInput(QuietInput):
    """Text that is completed with tab and given with enter."""

    BINDINGS = [
        Binding("enter", "submit", "Record", id="line.give"),
        Binding("tab", "complete", "Complete", id="line.complete"),
        Binding("escape", "leave", "Leave, kept", id="line.leave", tooltip="What is typed is kept"),
        Binding("up", "choose(-1)", "Above", id="line.above", show=False),
        Binding("down", "choose(1)", "Below", id="line.below", show=False),
    ]

    class Pressed(Message):
        """A key that is not for the text: ``leave``, ``complete``, ``-1``, ``1``."""

        def __init__(self, what: str) -> None:
            super().__init__()
            self.what = what

    def action_leave(self) -> None:
        """Stop typing."""
        self.post_message(self.Pressed("leave"))

    def action_complete(self) -> None:
        """Take the way on that is marked."""
        self.post_message(self.Pressed("complete"))

    def action_choose(self, step: int) -> None:
        """Mark another way on."""
        self.post_message(self.Pressed(str(step)))


class OrderLine(Vertical):
    """Tells what is typed and what is given; is told the ways on and what would become of it."""

    DEFAULT_CSS = """
    OrderLine { height: 1; layout: horizontal; background: $panel;
      & > #prompt { width: 3; padding-left: 1; }
      & > OrderInput { height: 1; border: none; padding: 0; background: $panel; width: 1fr; }
      & > OrderInput:focus { border: none; background: $panel; }
    }
    """

    class Typed(Message):
        """The text so far."""

        def __init__(self, text: str) -> None:
            super().__init__()
            self.text = text

    class Given(Typed):
        """Enter: this is meant."""

    class Left(Message):
        """Nobody types any more."""

    def __init__(self, placeholder: str, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._placeholder = placeholder
        self.choices: tuple[Choice, ...] = ()
        self.marked: int | None = None
        """Which of the choices enter would take; none until somebody marks one."""

    def compose(self) -> ComposeResult:
        """The prompt and the text."""
        yield Lines((line(Span(">", "accent")),), id="prompt")
        yield OrderInput(placeholder=self._placeholder, max_length=2000, select_on_focus=False)

    @property
    def input(self) -> OrderInput:
        """Where the text is."""
        return self.query_one(OrderInput)

    def open(self, text: str) -> None:
        """Type here, beginning with this."""
        self.put(text)
        self.input.focus()

    def put(self, text: str) -> None:
        """Have this text on the line; nobody typed it, so nobody is told."""
        self.marked = None
        with self.input.prevent(Input.Changed):
            self.input.value = text
        self.input.cursor_position = len(text)

    def on_input_changed(self, event: Input.Changed) -> None:
        """Tell what is typed."""
        event.stop()
        self.marked = None
        self.post_message(self.Typed(event.value))

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Take the marked way on, else give the text."""
        event.stop()
        if self.marked is not None:
            self._complete()
        else:
            self.post_message(self.Given(event.value))

    def on_order_input_pressed(self, event: OrderInput.Pressed) -> None:
        """Leave, complete, or mark another way on."""
        event.stop()
        if event.what == "leave":
            self.post_message(self.Left())
        elif event.what == "complete":
            self._complete()
        elif self.choices:
            step = int(event.what)
            at = -1 if self.marked is None and step > 0 else self.marked or 0
            self.marked = (at + step) % len(self.choices)
            self.post_message(self.Typed(self.input.value))

    def _complete(self) -> None:
        if self.choices:
            self.put(self.choices[self.marked or 0].line)
            self.post_message(self.Typed(self.input.value))


def ways_lines(choices: Sequence[Choice], marked: int | None, words: Line, width: int) -> tuple[Line, ...]:
    """The ways on, the marked one among them, and below what enter would do."""
    first = max(0, min((marked or 0) - MOST // 2, len(choices) - MOST))
    lines: list[Line] = []
    for at, choice in enumerate(choices[first : first + MOST], first):
        here = at == (marked or 0)
        lines.append(
            line(
                Span("▸ " if here else "  ", "accent"),
                Span(fit(choice.shown, _SHOWN) + " ", "strong" if here else "plain"),
                Span(choice.means, "dim"),
            )
        )
    if len(choices) > MOST:
        lines.append(line(Span(f"  {len(choices) - MOST} more; tab takes ▸, ↑ ↓ choose", "dim")))
    elif choices:
        lines.append(line(Span("  tab takes ▸, ↑ ↓ choose, esc leaves the line", "dim")))
    elif words:
        lines.append(words)
    return tuple(lines)


def refusal_lines(words: str, width: int) -> tuple[Line, ...]:
    """Why a line was not taken."""
    return tuple(wrap(f"✗ {words}", max(20, width - 2), "warn"))
