"""What screens ask about runbooks and other procedures."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from textual.message import Message

if TYPE_CHECKING:
    from data.models.entry import Draft
    from data.runbook_runs.order import Confirmation


class FittingAsked(Message):
    """Open the procedure that fits what this source shows, else the one that fits best at all."""

    def __init__(self, source: str = "") -> None:
        super().__init__()
        self.source = source


class RunbookAsked(Message):
    """Show one procedure whole; what is begun from there belongs to `incident`, where it is given."""

    def __init__(self, id: str, incident: str = "") -> None:
        super().__init__()
        self.id = id
        self.incident = incident


class RunbookNamed(Message):
    """Show the procedure of this title, the document's own first."""

    def __init__(self, title: str, document: str = "") -> None:
        super().__init__()
        self.title = title
        self.document = document


class RunbookRunAsked(Message):
    """Begin to work through a procedure; without `execute` its commands are only shown."""

    def __init__(self, runbook: str, incident: str = "", *, execute: bool = False) -> None:
        super().__init__()
        self.runbook = runbook
        self.incident = incident
        self.execute = execute


class RunbookRunOpened(Message):
    """Go on with this run of a procedure."""

    def __init__(self, run: str) -> None:
        super().__init__()
        self.run = run


class RunbookRunLeft(Message):
    """Somebody has left a run: the next start need not go back to it."""


class RunbookWritten(Message):
    """Record these about a run; what was half written under `key` may then be forgotten."""

    def __init__(self, run: str, drafts: Sequence[Draft], key: str = "") -> None:
        super().__init__()
        self.run = run
        self.drafts = tuple(drafts)
        self.key = key


class CommandConfirmed(Message):
    """Somebody has seen a step's command whole, and has said yes to exactly that."""

    def __init__(self, run: str, step: str, confirmation: Confirmation, target: str) -> None:
        super().__init__()
        self.run = run
        self.step = step
        self.confirmation = confirmation
        self.target = target


class StepChecked(Message):
    """Ask the sources whether what must hold after the step does."""

    def __init__(self, run: str) -> None:
        super().__init__()
        self.run = run


class RunbookStopped(Message):
    """End what is under way in a run: the command and all that it started, or the waiting."""

    def __init__(self, run: str) -> None:
        super().__init__()
        self.run = run
