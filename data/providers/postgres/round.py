"""One round of questions over one connection, within its time."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

from data.errors import SourceError
from data.models.failure import Failure, FailureKind
from data.models.reading import Answer, Observation
from data.providers.postgres.conversation import Conversation
from data.providers.postgres.question import Row, Slot
from data.safe import safe_block
from data.timekeeping import Timekeeper

_MOST_SHOWN = 2000
"""Characters of one value in the record of a round."""


class Round:
    """Asks slot after slot, and keeps what was said for the record."""

    def __init__(self, conversation: Conversation, time: Timekeeper) -> None:
        self._conversation = conversation
        self._time = time
        self._said: list[str] = []

    async def ask(self, slot: Slot) -> None:
        """Ask, and let the slot keep the answer. Raises SourceError where there is none."""
        rows = await self._conversation.rows(slot.question.sql)
        self._note(slot, rows)
        slot.hear(slot.question.read(rows), self._time.elapsed(), self._time.now())

    async def ask_due(self, slots: Iterable[Slot]) -> Failure | None:
        """Ask those whose time has come, the longest neglected first; one failure hides no other.

        What no longer fits into the round is put off. Returns the last failure.
        """
        last = None
        due = [slot for slot in slots if slot.due(self._time.elapsed())]
        for slot in sorted(due, key=lambda slot: slot.asked or 0.0):
            if self._conversation.lost or not self._conversation.has_time:
                slot.put_off(_NO_TIME)
                continue
            try:
                await self.ask(slot)
            except SourceError as error:
                last = error.failure
                self._said.append(f"-- {slot.question.shown}\n{last.message}")
                slot.fail(last, self._time.elapsed())
        return last

    def answer(self, observations: Iterable[Observation], query: str) -> Answer:
        """The answer, with everything that was said as its raw text."""
        text = "\n".join(self._said)
        digest = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
        return Answer(tuple(observations), query, safe_block(text), f"sha256:{digest}")

    def _note(self, slot: Slot, rows: list[Row]) -> None:
        lines = (
            " ".join(f"{name}={str(value)[:_MOST_SHOWN]}" for name, value in row.items()) for row in rows
        )
        self._said.append("\n".join([f"-- {slot.question.shown}", *lines]))


_NO_TIME = Failure(
    FailureKind.TIMEOUT, "not asked: the other statements took all the time of the round", "raise timeout"
)
