"""What the journal tells others: a day's page, what is wrong in it, and whether words are saved."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from data.models.entry import Entry


class SaveState(StrEnum):
    """Whether what was handed over is on disk."""

    SAVED = "saved"
    SAVING = "saving"
    NOT_SAVED = "not-saved"
    VIEW_ONLY = "view-only"


@dataclass(frozen=True, slots=True)
class JournalHealth:
    """How the writing goes; `message` and `remedy` are one line each, for a person.

    `unsaved` holds what is not on disk yet, oldest first; it is tried again by itself.
    A message beside the state ``saved`` is a notice: nothing is lost, but something happened.
    """

    state: SaveState = SaveState.SAVED
    message: str = ""
    remedy: str = ""
    unsaved: tuple[Entry, ...] = ()

    @property
    def saving(self) -> bool:
        """Whether words are on their way to the disk."""
        return self.state is SaveState.SAVING

    @property
    def not_saved(self) -> bool:
        """Whether there are words that the disk does not take."""
        return self.state is SaveState.NOT_SAVED

    @property
    def view_only(self) -> bool:
        """Whether nothing can be recorded from here."""
        return self.state is SaveState.VIEW_ONLY


class Fault(StrEnum):
    """The kinds of things that can be wrong in a journal; a note is worth knowing, but not wrong."""

    UNREADABLE = "unreadable"
    DAMAGED = "damaged"
    TORN = "torn"
    EDITED = "edited"
    UNSEALED = "unsealed"
    REMOVED = "removed"
    REORDERED = "reordered"
    CONFLICT = "conflict"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Problem:
    """Something in a file that is not a good entry; `text` is the beginning of it, safe to show."""

    file: Path
    line: int
    words: str
    text: str = ""
    fault: Fault = Fault.DAMAGED

    def __str__(self) -> str:
        place = f"{self.file}:{self.line}" if self.line else str(self.file)
        return f"{place}: {self.words}"


@dataclass(frozen=True, slots=True)
class DayPage:
    """One day as the machines' files tell it, oldest entry first.

    `earlier` counts the bytes before the first entry that were left unread because only the
    last entries were asked for.
    """

    day: date
    entries: tuple[Entry, ...] = ()
    problems: tuple[Problem, ...] = ()
    earlier: int = 0


@dataclass(frozen=True, slots=True)
class JournalNews:
    """What listeners are told: entries that have come (own or others'), and the health now.

    `placed` are own ones that were told before, now with their file and line: within a file the lines
    tell the order, whatever a clock did.
    """

    health: JournalHealth
    entries: tuple[Entry, ...] = field(default=())
    placed: tuple[Entry, ...] = field(default=())
