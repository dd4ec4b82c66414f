"""Writing into the journal from a command: refused where nothing may be, waited for until on disk."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import TimeoutError as StillPending

from console.cli.session import Session
from data.errors import JournalRefused, NotSaved, UsageError
from data.models.entry import Draft, Entry

_PATIENCE_S = 10.0


def refuse_view_only(session: Session) -> None:
    """Raise JournalRefused where the journal can only be read."""
    health = session.journal().health
    if health.view_only:
        raise JournalRefused(health.message, health.remedy)


def refuse_read_only(session: Session) -> None:
    """Raise where nothing may be changed, before anything is."""
    if session.read_only:
        raise UsageError("nothing is changed: read-only mode")
    refuse_view_only(session)


def saved(session: Session, drafts: Sequence[Draft], failing: str = "not saved") -> list[Entry]:
    """The entries of these drafts, once they are on disk. Raises JournalError; `failing` begins its words."""
    journal = session.journal()
    entries = []
    for future in [journal.submit(draft) for draft in drafts]:
        try:
            entries.append(future.result(_PATIENCE_S))
        except StillPending as error:
            health = journal.health
            words = health.message or "the disk does not answer"
            raise NotSaved(f"{failing}: {words}", health.remedy) from error
    return entries
