"""What screens ask of the application; it alone holds the poller and the journal."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from textual.message import Message

if TYPE_CHECKING:
    from data.models.entry import Draft
    from data.models.past import TimeRange


class Ready(Message):
    """A screen has been laid out, or is seen again, and wants the state of things."""


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


class AroundAsked(Message):
    """Show what stands around the sources: availability, alerts, deployments, vendors."""


class RangeAsked(Message):
    """Look so far back, and compare with what was `against` seconds earlier where that is given."""

    def __init__(self, span: TimeRange, against: float | None = None) -> None:
        super().__init__()
        self.span = span
        self.against = against


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


class SearchAsked(Message):
    """Look for these words in every day of the journal."""

    def __init__(self, words: str) -> None:
        super().__init__()
        self.words = words


class Record(Message):
    """Write these into the journal, in this order.

    The half-written text kept under `place` and `key` may be forgotten once they are on disk.
    """

    def __init__(self, drafts: Sequence[Draft], place: str = "", key: str = "") -> None:
        super().__init__()
        self.drafts = tuple(drafts)
        self.place = place
        self.key = key


class CursorAt(Message):
    """Somebody is at this item of this run: where the next start is to be."""

    def __init__(self, run: str, item: str) -> None:
        super().__init__()
        self.run = run
        self.item = item


class Export(Message):
    """Write this text into a file of this name, for a person to take away.

    `instead` says what else can be done where nothing may be written.
    """

    def __init__(self, name: str, text: str, instead: str = "") -> None:
        super().__init__()
        self.name = name
        self.text = text
        self.instead = instead


class RunAsked(Message):
    """Open the run of a list that is to do now, beginning it where nobody has."""

    def __init__(self, checklist: str) -> None:
        super().__init__()
        self.checklist = checklist


class RunLeft(Message):
    """Somebody has left a run: the next start need not go back to it."""


class AlertAsked(Message):
    """Do something about the alert, or the silence, of this key.

    `act` is one of ``open``, ``acknowledge``, ``silence``, ``extend``, ``end``, ``runbook``.
    """

    def __init__(self, act: str, key: str) -> None:
        super().__init__()
        self.act = act
        self.key = key
