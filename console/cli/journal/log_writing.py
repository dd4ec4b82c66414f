"""The commands that write to the journal, or stay and follow it."""

from __future__ import annotations

import time
from concurrent.futures import Future
from queue import SimpleQueue

from console.cli.journal.log_reading import print_entry
from console.cli.session import Session
from console.cli.streams import complain
from data.errors import NotSaved
from data.journal.journal import Journal
from data.models.entry import Draft, Entry
from data.models.journal import JournalNews
from data.safe import safe

_PATIENCE_S = 30.0
"""How long `append` waits for a disk that says nothing at all."""
_LOOK_S = 0.02


def append_entry(session: Session, draft: Draft, *, as_json: bool) -> None:
    """Record a draft and print its id. Raises NotSaved, JournalRefused, BadDataError."""
    journal = session.journal()
    entry = _saved(journal, journal.submit(draft), draft)
    for words in (journal.health.message, *journal.warnings()):
        if words:
            complain(words)
    if as_json:
        session.say_json(
            {"schema": 1, "id": entry.id, "at": entry.at.isoformat(), "day": entry.day.isoformat()}
        )
    else:
        session.say(entry.id)


def follow_journal(session: Session, count: int, stop_after: int | None, *, as_json: bool) -> None:
    """Print the last entries of today, and then what comes, until it is interrupted."""
    journal = session.journal()
    news: SimpleQueue[JournalNews] = SimpleQueue()
    journal.listen(news.put)
    known: set[str] = set()
    for entry in journal.day(journal.today(), last=count).entries:
        known.add(entry.id)
        print_entry(session, entry, as_json=as_json)
    left = stop_after
    while left is None or left > 0:
        for entry in news.get().entries:
            if entry.id not in known:
                known.add(entry.id)
                print_entry(session, entry, as_json=as_json)
                left = None if left is None else left - 1


def _saved(journal: Journal, future: Future[Entry], draft: Draft) -> Entry:
    """The entry when it is on disk. Gives up when writing has failed, or nothing happens for long."""
    until = time.monotonic() + _PATIENCE_S
    while not future.done():
        health = journal.health
        if health.not_saved or time.monotonic() > until:
            note = safe(draft.fields.get("note", ""), 1000)
            why = health.message or "the disk does not answer"
            raise NotSaved(f'not saved: {why}; nothing was recorded of "{note}"', health.remedy)
        time.sleep(_LOOK_S)
    return future.result()
