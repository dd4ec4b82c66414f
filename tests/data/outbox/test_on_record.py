"""Nothing goes that is not on record, and where nothing is recorded nothing goes."""

from __future__ import annotations

import asyncio
from pathlib import Path

from tests.data.outbox.far_side import FarSide, FullJournal
from tests.data.outbox.scene import letter
from tests.data.outbox.sending import console


async def held(journal: FullJournal) -> None:
    """Wait until something has not been written."""
    async with asyncio.timeout(60):
        while not journal.held:
            await asyncio.sleep(0.005)


async def test_with_a_full_disk_nothing_goes_that_is_not_on_record(tmp_path: Path) -> None:
    far = FarSide("blind")
    with console(tmp_path, FullJournal, slack=far) as here:
        journal = here.journal
        assert isinstance(journal, FullJournal)
        journal.room, journal.held = 2, []
        here.queue(letter("a"), letter("b"))
        sender = here.sender()
        await sender.open()
        await sender.turn()
        await held(journal)
        await asyncio.sleep(0.05)
        assert far.arrived == [] and [draft.kind for draft, _ in journal.held] == ["outbox.tried"]
        journal.mend()
        await sender.settled()
        await here.work(sender)
        assert far.arrived == ["a", "b"]


async def test_a_receipt_that_cannot_be_saved_holds_the_next_letter(tmp_path: Path) -> None:
    far = FarSide("blind")
    with console(tmp_path, FullJournal, slack=far) as here:
        journal = here.journal
        assert isinstance(journal, FullJournal)
        journal.room, journal.held = 3, []
        here.queue(letter("a"), letter("b"))
        sender = here.sender()
        await sender.open()
        await sender.turn()
        await held(journal)
        await sender.turn()
        assert far.arrived == ["a"] and [draft.kind for draft, _ in journal.held] == ["outbox.sent"]
        journal.mend()
        await sender.settled()
        await here.work(sender)
        assert far.arrived == ["a", "b"]


async def test_who_only_looks_sends_nothing_and_holds_nobody_up(tmp_path: Path) -> None:
    far = FarSide("blind")
    with console(tmp_path, slack=far) as here:
        here.queue(letter("a"))
        viewing = type(here.journal).open(
            tmp_path, by="bob", host="h", zone=here.journal.zone, time=here.clock, read_only=True
        )
        before = sorted(path.name for path in tmp_path.iterdir())
        here.journal, writable = viewing, here.journal
        sender = here.sender()
        await here.work(sender)
        assert far.arrived == [] and not sender.on_duty
        assert sorted(path.name for path in tmp_path.iterdir()) == before
        assert [each.key for each in sender.outbox.open] == ["a"]
        await sender.close(0.0)
        here.journal = writable
        await here.send_all()
        assert far.arrived == ["a"]
        viewing.close()
