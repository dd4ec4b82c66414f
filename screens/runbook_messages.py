"""What screens ask about runbooks and other procedures."""

from __future__ import annotations

from textual.message import Message


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
