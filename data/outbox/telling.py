"""What is to be said of a letter, in a few words for a person."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from data.incidents.room import Pending
from data.incidents.spans import span
from data.models.letter import LetterState
from data.models.outbox import Attempt, Outbox, Posted
from data.outbox.pace import left, setbacks_of

_UNDER_WAY_S = 15.0
"""For so long (seconds) a letter without an outcome is taken to be on its way."""


def state_words(posted: Posted, now: datetime) -> str:
    """Where it is and why, as in "waiting: connection refused, tried 3 times, again in 8 s"."""
    state, setback = posted.state, posted.setback
    match state:
        case LetterState.SENT:
            return f"sent: {posted.receipt.words}" if posted.receipt and posted.receipt.words else "sent"
        case LetterState.DROPPED:
            return f"taken back: {posted.reason}"
        case LetterState.WAITING:
            return f"waiting: {_patience(posted, now)}" if setback else "waiting"
        case LetterState.IN_DOUBT if setback is None:
            return "being sent" if under_way(posted, now) else "in doubt: the console ended while it was sent"
        case LetterState.IN_DOUBT if not posted.stuck:
            return f"in doubt: {_patience(posted, now)}"
        case LetterState.REFUSED if setback is None:
            return "refused: its entry was changed by hand"
    return f"{state.value.replace('-', ' ')}: {setback.why if setback else ''}"


def under_way(posted: Posted, now: datetime) -> bool:
    """Whether a letter without an outcome may just be on its way."""
    last = posted.last
    if last is None or last.at is None or last.setbacks:
        return False
    return abs((now - last.at).total_seconds()) <= _UNDER_WAY_S


def what_to_do(posted: Posted) -> str:
    """What a person can do about a letter that is stuck; empty where nothing is wanted."""
    if not posted.stuck:
        return ""
    if posted.state is LetterState.IN_DOUBT:
        return "look whether it came; then say that it arrived, drop it, or retry (which may send it twice)"
    remedy = posted.setback.remedy if posted.setback else ""
    return f"{remedy}; then retry, or drop it" if remedy else "retry, or drop it"


def pending_of(outbox: Outbox, incident: str, now: datetime) -> tuple[Pending, ...]:
    """The letters of an incident that have not gone yet, oldest first."""
    return tuple(
        Pending(each.letter, each.state, state_words(each, now)) for each in outbox.of(incident) if each.open
    )


@dataclass(frozen=True, slots=True)
class Line:
    """One attempt in the ledger; `came` says how it ended."""

    posted: Posted
    attempt: Attempt
    at: datetime
    came: str


def ledger(outbox: Outbox) -> Iterator[Line]:
    """Every attempt to send anything, oldest first."""
    lines = [
        Line(posted, attempt, attempt.at or posted.queued, outcome(attempt))
        for posted in outbox.letters
        for attempt in posted.attempts
    ]
    yield from sorted(lines, key=lambda line: line.at)


def outcome(attempt: Attempt) -> str:
    """How an attempt ended."""
    told = [f"{'not sent' if each.certain else 'in doubt'}: {each.why}" for each in attempt.setbacks]
    if attempt.receipt is not None:
        told.append(f"sent: {attempt.receipt.words or attempt.receipt.reference or 'no words'}")
    return "; ".join(told) or "no outcome on record"


def _patience(posted: Posted, now: datetime) -> str:
    count, wait = setbacks_of(posted), left(posted, now)
    why = posted.setback.why if posted.setback else ""
    tried = f"tried {count} times" if count > 1 else "tried once"
    return f"{why}, {tried}, again {f'in {span(wait)}' if wait >= 1 else 'now'}"
