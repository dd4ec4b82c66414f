"""What the outbox does next: one letter a channel, in the order in which they were queued."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from data.models.letter import LetterState
from data.models.outbox import Outbox, Posted

STALE = timedelta(hours=12)
"""After so long words may say what is no longer so."""


class Act(StrEnum):
    """What is done with a letter: give it away, or ask the other side whether it has it."""

    SEND = "send"
    ASK = "ask"


@dataclass(frozen=True, slots=True)
class Move:
    """One thing to do, and from when on (the steady scale, seconds)."""

    act: Act
    posted: Posted
    at: float


def due(
    outbox: Outbox, host: str, ready: Callable[[Posted], float], idempotent: Callable[[str], bool]
) -> tuple[Move, ...]:
    """The next move on each channel, of the letters that `host` sends.

    A letter waits for all before it on its channel. One that is stuck holds up only those of its
    own incident there, so that these keep their order. What is in doubt is sent again only where
    the channel knows a letter by its key; elsewhere the other side is asked.
    """
    moves: dict[str, Move] = {}
    held: set[tuple[str, str]] = set()
    for posted in outbox.open:
        letter = posted.letter
        line = (letter.channel, letter.incident)
        if posted.home != host or line in held or letter.channel in moves:
            continue
        if posted.stuck:
            held.add(line)
            continue
        unsure = posted.state is LetterState.IN_DOUBT and not idempotent(letter.channel)
        moves[letter.channel] = Move(Act.ASK if unsure else Act.SEND, posted, ready(posted))
    return tuple(moves.values())


def stale(outbox: Outbox, host: str, now: datetime) -> tuple[Posted, ...]:
    """The letters of `host` that have waited for long, without anybody's word that they shall still go."""
    return tuple(
        each
        for each in outbox.open
        if each.home == host
        and each.state is LetterState.WAITING
        and each.asked is None
        and now - each.queued > STALE
    )
