"""How to work through a procedure: with its commands only shown, which is the default, or run."""

from __future__ import annotations

from collections.abc import Iterator

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.screen import ModalScreen

from data.models.runbook import Runbook
from screens.modals.width import WIDTH
from widgets.line import Line, Span, line, wrap
from widgets.lines import Lines

_IN_EARNEST = (
    "Each command is shown in full and asked for before it starts, one by one. What changes"
    " something also needs its target's name typed. Nothing ever starts by itself."
)
_IN_A_DRILL = (
    "Each step is put on record and does what it would. Commands are shown and asked for"
    " as in earnest, but this is a drill: none is started."
)


class BeginRun(ModalScreen[bool | None]):
    """False for a dry run, True where commands may be run, None for neither."""

    CSS_PATH = ["modal.tcss", "runbook.tcss"]
    BINDINGS = [
        Binding("d,enter", "answer(False)", "Dry run", id="begin.dry"),
        Binding("e", "answer(True)", "Execute", id="begin.execute"),
        Binding("escape,n,q", "leave", "Leave it", id="begin.leave"),
    ]

    def __init__(self, runbook: Runbook, incident: str = "", *, drill: bool = False) -> None:
        super().__init__()
        self._drill = drill
        self._runbook = runbook
        self._incident = incident

    def compose(self) -> ComposeResult:
        """What it would run, and the two ways."""
        with Vertical(classes="dialog"):
            yield Lines(_words(self._runbook, self._incident, self._drill))

    def action_answer(self, execute: bool) -> None:
        """Begin so."""
        if self.is_current:
            self.dismiss(execute)

    def action_leave(self) -> None:
        """Begin nothing."""
        self.dismiss(None)


def _words(runbook: Runbook, incident: str, drill: bool) -> Iterator[Line]:
    yield from wrap(f"Work through “{runbook.title}”", WIDTH, "strong")
    if incident:
        yield from wrap(f"It will belong to {incident}.", WIDTH, "dim")
    commands = sum(bool(step.command) for step in runbook.steps)
    changing = sum(step.changes for step in runbook.steps)
    yield ()
    yield from wrap(
        f"{len(runbook.steps)} steps: {_counted(commands, 'command')},"
        f" {_counted(changing, 'step')} that {'changes' if changing == 1 else 'change'} something.",
        WIDTH,
    )
    yield ()
    yield line(Span("d", "accent"), Span("  Dry run", "strong"), Span("   (enter)", "dim"))
    dry = "Every command is shown in full; none is started."
    if drill:
        dry += " The steps are only read: in this drill it mends nothing."
    yield from wrap(dry, WIDTH, "dim", 3)
    yield line(Span("e", "accent"), Span("  Execute", "warn"))
    yield from wrap(_IN_A_DRILL if drill else _IN_EARNEST, WIDTH, "dim", 3)
    yield ()
    yield line(Span("esc leaves it", "dim"))


def _counted(count: int, noun: str) -> str:
    return f"{count or 'no'} {noun}{'' if count == 1 else 's'}"
