"""Other sides that know letters by their key, can be asked, or can do neither; and lives that end."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from concurrent.futures import Future
from typing import Literal

from data.channel import NotDelivered
from data.journal.journal import Journal
from data.models.entry import Draft, Entry
from data.models.failure import FailureKind
from data.models.letter import Letter, Receipt

Kind = Literal["idempotent", "findable", "blind"]
Fate = Literal["comes", "answer-lost", "down", "vanishes", "refused"]


class Life:
    """The console from its start to its end, after so many moments at which it could end."""

    def __init__(self, moments: int | None = None) -> None:
        self.left = moments
        self.over = asyncio.Event()

    def moment(self) -> bool:
        """Whether it has ended by now."""
        if self.left is not None:
            self.left -= 1
            if self.left < 0:
                self.over.set()
        return self.over.is_set()

    async def perhaps_end(self) -> None:
        """The dead do nothing more."""
        if self.moment():
            await asyncio.Event().wait()


class MortalJournal(Journal):
    """A journal whose process can end just before and just after an entry is on disk."""

    life: Life

    def submit(self, draft: Draft, *, by: str = "") -> Future[Entry]:
        """Write, while it lives; the dead never hear that it was written."""
        if self.life.moment():
            return Future()
        saved = super().submit(draft, by=by)
        saved.result(30)
        return Future() if self.life.moment() else saved


class FarSide:
    """Where letters arrive; `fates` says what becomes of the next ones, and then all come."""

    def __init__(self, kind: Kind, fates: list[Fate] | None = None) -> None:
        self.kind = kind
        self.fates = fates or []
        self.arrived: list[str] = []
        self.letters: list[Letter] = []
        self.kept: list[Mapping[str, str]] = []
        self.at_once = self.most_at_once = 0

    def take(self, letter: Letter, kept: Mapping[str, str]) -> None:
        """A letter has come; who knows it by its key takes it once."""
        if self.kind != "idempotent" or letter.key not in self.arrived:
            self.arrived.append(letter.key)
            self.letters.append(letter)
            self.kept.append(kept)


class FarChannel:
    """The way to another side, in one life of the console."""

    def __init__(self, far: FarSide, life: Life | None = None) -> None:
        self.far = far
        self.life = life or Life()
        self.idempotent = far.kind == "idempotent"

    async def send(self, letter: Letter, kept: Mapping[str, str]) -> Receipt:
        """As fate has it."""
        self.far.at_once += 1
        self.far.most_at_once = max(self.far.most_at_once, self.far.at_once)
        try:
            return await self._send(letter, kept)
        finally:
            self.far.at_once -= 1

    async def find(self, letter: Letter, kept: Mapping[str, str]) -> Receipt | None:
        """Whether it came, where the other side can tell."""
        await self.life.perhaps_end()
        if self.far.kind != "findable":
            raise NotDelivered(FailureKind.NOT_FOUND, "it cannot tell", certain=False, final=True)
        if self.far.fates and self.far.fates.pop(0) in ("down", "vanishes"):
            raise NotDelivered(FailureKind.CONNECT, "no answer", certain=True)
        return Receipt(letter.key) if letter.key in self.far.arrived else None

    async def close(self) -> None:
        """There is nothing to close."""

    async def _send(self, letter: Letter, kept: Mapping[str, str]) -> Receipt:
        await self.life.perhaps_end()
        fate = self.far.fates.pop(0) if self.far.fates else "comes"
        if fate == "down":
            raise NotDelivered(FailureKind.CONNECT, "connection refused", certain=True)
        if fate == "refused":
            raise NotDelivered(FailureKind.REFUSED, "no such channel", "invite it", certain=True, final=True)
        if fate == "vanishes":
            raise NotDelivered(FailureKind.TIMEOUT, "no answer", certain=False)
        self.far.take(letter, kept)
        await self.life.perhaps_end()
        if fate == "answer-lost":
            raise NotDelivered(FailureKind.TIMEOUT, "no answer", certain=False)
        return Receipt(f"r-{letter.key}", "taken", {"thread": letter.key})


class FullJournal(Journal):
    """A journal whose disk is full from the `room`-th entry on, until `mend`."""

    room: int
    held: list[tuple[Draft, Future[Entry]]]

    def submit(self, draft: Draft, *, by: str = "") -> Future[Entry]:
        """Write while there is room, else wait as the real one does."""
        self.room -= 1
        if self.room >= 0:
            return super().submit(draft, by=by)
        pending: Future[Entry] = Future()
        self.held.append((draft, pending))
        return pending

    def mend(self) -> None:
        """There is room again."""
        self.room = 10_000
        held, self.held = self.held, []
        for draft, pending in held:
            pending.set_result(super().submit(draft).result(30))
