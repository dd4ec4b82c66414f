"""The outbox as the journal's entries tell it: every letter, and what became of each attempt."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from data.models.letter import Letter, LetterState, Purpose, Receipt


@dataclass(frozen=True, slots=True)
class Setback:
    """Why an attempt came to nothing, or why nobody knows what came of it.

    `certain` and `final` are as in `data.channel.NotDelivered`; `after` is in how many seconds it
    may be tried again. `entry` is the journal's id of it.
    """

    why: str
    at: datetime
    certain: bool
    final: bool
    after: float = 0.0
    remedy: str = ""
    entry: str = ""


@dataclass(frozen=True, slots=True)
class Attempt:
    """One time that a letter was given away, from the moment before; without an outcome in doubt.

    `setbacks` has more than one where the other side was asked for it afterwards.
    """

    number: int
    at: datetime | None
    by: str = ""
    host: str = ""
    setbacks: tuple[Setback, ...] = ()
    receipt: Receipt | None = None
    received: datetime | None = None

    @property
    def in_doubt(self) -> bool:
        """Whether the letter may have come, and nobody knows."""
        return self.receipt is None and not any(each.certain for each in self.setbacks)


@dataclass(frozen=True, slots=True)
class Posted:
    """One letter and all that happened to it.

    `home` is the machine that sends it. `asked` says after how many attempts a person last said
    that it shall go on, None where nobody had to. `reason` is the last person's. `sealed` is false
    where its entry was not written by the journal, or was changed since.
    """

    letter: Letter
    queued: datetime
    by: str
    home: str
    entry: str
    attempts: tuple[Attempt, ...] = ()
    asked: int | None = None
    dropped: datetime | None = None
    reason: str = ""
    sealed: bool = True

    @property
    def key(self) -> str:
        """The letter's."""
        return self.letter.key

    @property
    def receipt(self) -> Receipt | None:
        """What the other side answered, where it has the letter."""
        return next((each.receipt for each in self.attempts if each.receipt), None)

    @property
    def last(self) -> Attempt | None:
        """The newest attempt."""
        return self.attempts[-1] if self.attempts else None

    @property
    def setback(self) -> Setback | None:
        """What last went wrong and still stands; None once a person said that it shall go on."""
        last = self.last
        return last.setbacks[-1] if last and last.setbacks and not self._asked_again else None

    @property
    def state(self) -> LetterState:
        """Where it is."""
        last = self.last
        if self.receipt is not None:
            return LetterState.SENT
        if self.dropped is not None:
            return LetterState.DROPPED
        if self._asked_again:
            return LetterState.WAITING
        if last is None:
            return LetterState.WAITING if self.sealed else LetterState.REFUSED
        if last.in_doubt:
            return LetterState.IN_DOUBT
        return LetterState.REFUSED if any(each.final for each in last.setbacks) else LetterState.WAITING

    @property
    def open(self) -> bool:
        """Whether it may still have to go."""
        return self.state in (LetterState.WAITING, LetterState.IN_DOUBT, LetterState.REFUSED)

    @property
    def stuck(self) -> bool:
        """Whether nothing goes on before a person says what shall be: refused, or in doubt for good."""
        if self.state is LetterState.REFUSED:
            return True
        setback = self.setback
        return self.state is LetterState.IN_DOUBT and setback is not None and setback.final

    @property
    def _asked_again(self) -> bool:
        return self.asked is not None and self.asked >= (self.last.number if self.last else 0)


@dataclass(frozen=True, slots=True)
class Outbox:
    """All letters, in the order in which they were queued.

    `told` holds the ids of words that stand in their incident as an update.
    """

    letters: tuple[Posted, ...] = ()
    told: frozenset[str] = frozenset()
    drill: bool = False

    @property
    def open(self) -> tuple[Posted, ...]:
        """Those that may still have to go."""
        return tuple(each for each in self.letters if each.open)

    @property
    def stuck(self) -> tuple[Posted, ...]:
        """Those that wait for a person."""
        return tuple(each for each in self.letters if each.stuck)

    @property
    def untold(self) -> tuple[Posted, ...]:
        """The first delivered letter of all words that do not yet stand in their incident."""
        first: dict[str, Posted] = {}
        for each in self.letters:
            words = each.letter.words
            if words and each.letter.incident and each.receipt and words not in self.told:
                first.setdefault(words, each)
        return tuple(first.values())

    def of(self, incident: str) -> tuple[Posted, ...]:
        """The letters of an incident."""
        return tuple(each for each in self.letters if each.letter.incident == incident)

    def letter(self, key: str) -> Posted | None:
        """The one of that key."""
        return next((each for each in self.letters if each.key == key), None)

    def kept(self, incident: str, channel: str) -> Mapping[str, str]:
        """What the receipts of an incident's letters left on a channel, the newest over the older."""
        merged: dict[str, str] = {}
        for each in self.letters:
            if incident and each.letter.incident == incident and each.letter.channel == channel:
                merged |= each.receipt.kept if each.receipt else {}
        return merged


_TITLES = {
    "slack": "Slack",
    "statuspage": "status page",
    "email": "e-mail",
    "webhook": "webhook",
    "pagerduty": "PagerDuty",
}


def channel_title(name: str) -> str:
    """What a channel is called among people."""
    return _TITLES.get(name, name or "no channel")


def gist(letter: Letter) -> str:
    """A letter in a word or two: how far the incident is that it tells of, or what it does there."""
    return letter.purpose.value if letter.purpose is Purpose.ACKNOWLEDGE else letter.stage.value
