"""However often the console ends, and whatever the other sides do: no words twice, none out of order."""

from __future__ import annotations

import asyncio
import tempfile
from collections import Counter
from contextlib import suppress
from pathlib import Path
from zoneinfo import ZoneInfo

from hypothesis import given, settings
from hypothesis import strategies as st

from data.models.letter import Letter, LetterState
from data.models.outbox import Posted
from data.outbox import writing
from data.outbox.book import Book
from data.outbox.sender import Sender
from tests.data.outbox.far_side import FarChannel, FarSide, Fate, Kind, Life, MortalJournal
from tests.data.outbox.scene import letter
from tests.fakes import HandClock

KINDS: tuple[Kind, ...] = ("idempotent", "findable", "blind")
FATES: tuple[Fate, ...] = ("comes", "answer-lost", "down", "vanishes", "refused")
PATIENCE_S = 60.0


class World:
    """A journal's folder, three other sides, and a person who looks there before deciding."""

    def __init__(self, root: Path, fates: dict[str, list[Fate]]) -> None:
        self.root = root
        self.clock = HandClock()
        self.far: dict[str, FarSide] = {kind: FarSide(kind, list(fates.get(kind, []))) for kind in KINDS}

    def journal(self, life: Life) -> MortalJournal:
        journal = MortalJournal.open(self.root, by="alice", host="h", zone=ZoneInfo("UTC"), time=self.clock)
        assert isinstance(journal, MortalJournal)
        journal.life = life
        return journal

    def queue(self, letters: list[Letter]) -> None:
        journal = self.journal(Life())
        for draft in writing.queue(letters):
            journal.submit(draft).result(30)
        journal.close()

    async def live(self, moments: int | None) -> bool:
        """One life of the console; whether it came to rest by itself."""
        life = Life(moments)
        journal = self.journal(life)
        channels: dict[str, FarChannel] = {kind: FarChannel(far, life) for kind, far in self.far.items()}
        sender = Sender(journal, channels.get, self.clock, chance=lambda: 0.5)
        working = asyncio.create_task(self._work(sender))
        dying = asyncio.create_task(life.over.wait())
        done, _ = await asyncio.wait(
            {working, dying}, return_when=asyncio.FIRST_COMPLETED, timeout=PATIENCE_S
        )
        assert done, "neither at rest nor at its end"
        for task in (working, dying):
            task.cancel()
            with suppress(asyncio.CancelledError):
                await task
        await sender.close(0.0)
        journal.close()
        return not life.over.is_set()

    async def _work(self, sender: Sender) -> None:
        await sender.open()
        while (left := await sender.turn()) is not None:
            await sender.settled()
            self.clock.move(left)

    def outbox(self) -> list[Posted]:
        journal = self.journal(Life())
        book = Book(journal)
        book.read()
        journal.close()
        return list(book.outbox.letters)

    def decide(self) -> None:
        """A person looks after what is stuck: by what they see at the other side."""
        journal = self.journal(Life())
        for posted in self.outbox():
            if posted.stuck:
                came = posted.key in self.far[posted.letter.channel].arrived
                drafts = writing.arrived(posted, "seen") if came else writing.retried(posted, "not there")
                for draft in drafts:
                    journal.submit(draft).result(30)
        journal.close()

    def updates(self) -> Counter[str]:
        journal = self.journal(Life())
        entries = journal.day(journal.today()).entries
        journal.close()
        return Counter(entry.get("words") for entry in entries if entry.kind == "incident.update")


LETTERS = st.lists(
    st.tuples(st.sampled_from(KINDS), st.sampled_from(("INC-1", "INC-2"))), min_size=1, max_size=7
)


@settings(max_examples=60)
@given(
    LETTERS,
    st.dictionaries(st.sampled_from(KINDS), st.lists(st.sampled_from(FATES), max_size=6)),
    st.lists(st.integers(0, 25), max_size=5),
)
def test_never_twice_never_out_of_order(
    wanted: list[tuple[Kind, str]], fates: dict[str, list[Fate]], lives: list[int]
) -> None:
    letters = [
        letter(f"k{number}", kind, incident, words=f"w-{incident}-{number // 2}")
        for number, (kind, incident) in enumerate(wanted)
    ]
    with tempfile.TemporaryDirectory() as folder:
        world = World(Path(folder), fates)
        world.queue(letters)
        for moments in lives:
            asyncio.run(world.live(moments))
            for far in world.far.values():
                assert len(far.arrived) == len(set(far.arrived))
        for _ in range(len(letters) * 7):
            assert asyncio.run(world.live(None))
            world.decide()
            if all(not each.open for each in world.outbox()):
                break
        assert asyncio.run(world.live(None))
        assert {each.state for each in world.outbox()} == {LetterState.SENT}
        for kind, far in world.far.items():
            for incident in ("INC-1", "INC-2"):
                there = [each.key for each in far.letters if each.incident == incident]
                assert there == [
                    each.key for each in letters if (each.channel, each.incident) == (kind, incident)
                ]
            assert far.most_at_once <= 1
        assert world.updates() == Counter({each.words: 1 for each in letters})
