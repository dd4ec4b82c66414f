"""From the journal's entries to the outbox; there is no other state of it.

What became of a letter depends only on which entries there are: attempts are numbered, and what
people say names the attempt that it was said after. Only the order of the letters is that of their
entries. What was given away cannot be taken back by a correction, so none is heeded here.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from data.models.entry import Entry, Trust
from data.models.incident import Audience, Stage
from data.models.letter import Letter, Purpose, Receipt
from data.models.outbox import Attempt, Outbox, Posted, Setback
from data.outbox.writing import DROPPED, FAILED, QUEUED, RETRIED, SENT, TRIED, UPDATE
from data.procedures.fields import number, one_of, text, texts

PREFIX = "outbox."


def fold_outbox(entries: Iterable[Entry], *, drill: bool = False) -> Outbox:
    """The outbox that the entries tell of: that of drills, or the one in earnest."""
    folding = Folding(drill=drill)
    for entry in entries:
        folding.take(entry)
    return folding.outbox


class Folding:
    """The outbox, growing entry by entry; only letters of which there is news are looked at anew."""

    def __init__(self, *, drill: bool = False) -> None:
        self._drill = drill
        self._known: set[str] = set()
        self._queued: dict[str, Posted] = {}
        self._happened: dict[str, list[Entry]] = {}
        self._whole: dict[str, Posted] = {}
        self._news: set[str] = set()
        self._told: set[str] = set()
        self._outbox: Outbox | None = None

    def take(self, entry: Entry) -> bool:
        """Go on by one entry; whether it was news. One that was taken before changes nothing."""
        if not tells(entry) or entry.drill is not self._drill or entry.id in self._known:
            return False
        self._known.add(entry.id)
        self._outbox = None
        key = text(entry, "letter")
        if entry.kind == UPDATE:
            self._told.add(text(entry, "words"))
        elif entry.kind != QUEUED:
            self._happened.setdefault(key, []).append(entry)
        elif (posted := _posted(entry)) is not None:
            self._queued.setdefault(key, posted)
        self._news.add(key)
        return True

    @property
    def outbox(self) -> Outbox:
        """The outbox as it stands."""
        if self._outbox is None:
            for key in self._news & self._queued.keys():
                self._whole[key] = _with(self._queued[key], self._happened.get(key, []))
            self._news.clear()
            letters = tuple(self._whole[key] for key in self._queued)
            self._outbox = Outbox(letters, frozenset(self._told), self._drill)
        return self._outbox


def tells(entry: Entry) -> bool:
    """Whether the outbox may look otherwise for an entry."""
    return entry.kind.startswith(PREFIX) or (entry.kind == UPDATE and bool(text(entry, "words")))


def _posted(entry: Entry) -> Posted | None:
    key, channel = text(entry, "letter"), text(entry, "channel")
    if not key or not channel:
        return None
    written = entry.get("written")
    letter = Letter(
        key=key,
        channel=channel,
        purpose=one_of(Purpose, entry.get("purpose")) or Purpose.UPDATE,
        subject=text(entry, "subject"),
        body=text(entry, "text"),
        at=written if isinstance(written, datetime) else entry.at,
        words=text(entry, "words"),
        by=text(entry, "author") or entry.by,
        incident=text(entry, "incident"),
        title=text(entry, "title"),
        audience=one_of(Audience, entry.get("audience")) or Audience.INTERNAL,
        severity=text(entry, "severity"),
        stage=one_of(Stage, entry.get("status")) or Stage.INVESTIGATING,
        to=texts(entry, "to"),
        drill=entry.drill,
    )
    sealed = entry.trust is Trust.SEALED
    return Posted(letter, entry.at, entry.by, entry.host, entry.id, sealed=sealed)


def _with(posted: Posted, entries: list[Entry]) -> Posted:
    """The letter with what happened to it."""
    attempts: dict[int, Attempt] = {}
    for entry in entries:
        count = _count(entry)
        if entry.kind in (TRIED, FAILED, SENT) and count > 0:
            attempts[count] = _grown(attempts.get(count) or Attempt(count, None), entry)
    whole = replace(posted, attempts=tuple(attempts[count] for count in sorted(attempts)))
    for entry in entries:
        if entry.kind == RETRIED and _count(entry) >= (-1 if whole.asked is None else whole.asked):
            whole = replace(whole, asked=_count(entry), home=entry.host, reason=text(entry, "reason"))
        elif entry.kind == DROPPED:
            whole = replace(whole, dropped=entry.at, reason=text(entry, "reason"))
    return whole


def _grown(attempt: Attempt, entry: Entry) -> Attempt:
    if entry.kind == TRIED:
        return replace(attempt, at=entry.at, by=entry.by, host=entry.host)
    if entry.kind == SENT:
        return replace(attempt, receipt=_receipt(entry), received=entry.at)
    setback = Setback(
        why=text(entry, "why") or "no reason is on record",
        at=entry.at,
        certain=entry.get("certain") is True,
        final=entry.get("final") is True,
        after=max(0.0, number(entry.get("after_s")) or 0.0),
        remedy=text(entry, "remedy"),
        entry=entry.id,
    )
    return replace(attempt, setbacks=(*attempt.setbacks, setback))


def _receipt(entry: Entry) -> Receipt:
    kept = entry.get("kept")
    pairs = kept.items() if isinstance(kept, dict) else ()
    known = {str(key): value for key, value in pairs if isinstance(value, str)}
    return Receipt(text(entry, "reference"), text(entry, "note"), known)


def _count(entry: Entry) -> int:
    value = entry.get("attempt")
    return value if isinstance(value, int) and not isinstance(value, bool) else 0
