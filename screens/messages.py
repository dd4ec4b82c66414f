"""What screens ask of the application; it alone holds the poller and the journal."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from textual.message import Message

from data.models.entry import Draft


class Hurry(Message):
    """Ask every source now, or one of them."""

    def __init__(self, name: str | None = None) -> None:
        super().__init__()
        self.name = name


class SourceAsked(Message):
    """Show one source whole."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.name = name


class NoteAsked(Message):
    """Write a line into the journal, about `subject` (a source, an item) if given."""

    def __init__(self, subject: str = "") -> None:
        super().__init__()
        self.subject = subject


class DayAsked(Message):
    """Read a day of the journal."""

    def __init__(self, day: date) -> None:
        super().__init__()
        self.day = day


class Record(Message):
    """Write these into the journal, in this order."""

    def __init__(self, drafts: Sequence[Draft]) -> None:
        super().__init__()
        self.drafts = tuple(drafts)
