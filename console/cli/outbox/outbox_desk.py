"""Where the outbox commands work: the journal, the letters it tells of, the way to send them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import cached_property
from zoneinfo import ZoneInfo

from console.cli.recording import refuse_read_only, saved
from console.cli.session import Session
from data.errors import UsageError
from data.models.entry import Draft
from data.models.outbox import Outbox, Posted
from data.outbox.book import Book
from data.outbox.telling import under_way
from data.safe import safe


class Desk:
    """What one outbox command has before it."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self.zone: ZoneInfo = session.zone

    @cached_property
    def book(self) -> Book:
        """All letters of the journal, read when first asked for."""
        book = Book(self.session.journal(), drill=self.session.drill)
        book.read(everything=True)
        return book

    @property
    def outbox(self) -> Outbox:
        """The outbox as it stands."""
        return self.book.outbox

    @property
    def now(self) -> datetime:
        """This moment."""
        return self.session.time.now()

    def letter(self, name: str) -> Posted:
        """The letter of that key, or the only one whose key has it in it. Raises UsageError."""
        letters = self.outbox.letters
        found = [each for each in letters if each.key == name] or [
            each for each in letters if name in each.key
        ]
        if not name or not found:
            waiting = ", ".join(each.key for each in self.outbox.open) or "nothing waits"
            raise UsageError(f'no letter is called "{safe(name)}"', waiting)
        if len(found) > 1:
            raise UsageError(f'"{safe(name)}" can be {", ".join(each.key for each in found)}')
        return found[0]

    def change(self, name: str, drafts: Callable[[Posted], list[Draft]]) -> Posted:
        """Record a person's word on a letter, and say how it stands then. Raises OpsError."""
        refuse_read_only(self.session)
        posted = self.letter(name)
        if under_way(posted, self.now):
            raise UsageError(f"{posted.key} is just being sent", "see in some seconds how that ends")
        self.book.take(saved(self.session, drafts(posted)))
        return self.letter(posted.key)
