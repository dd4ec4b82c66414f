"""Sending: in turn, each channel by itself, on record before it goes."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from pathlib import Path

import pytest

from data.channel import NotDelivered
from data.channels.sink import Sink
from data.models.failure import FailureKind
from data.models.letter import Letter, LetterState, Receipt
from data.outbox import writing
from tests.data.outbox.far_side import FarChannel, FarSide, FullJournal, Kind
from tests.data.outbox.scene import letter
from tests.data.outbox.sending import console
from tests.fakes import moved_wall

KINDS: tuple[Kind, ...] = ("idempotent", "findable", "blind")


async def test_everything_goes_in_turn_and_what_was_kept_goes_with_the_next(tmp_path: Path) -> None:
    far = FarSide("blind")
    with console(tmp_path, slack=far) as here:
        here.queue(letter("a"), letter("b"), letter("c", incident="INC-2"))
        await here.send_all()
        assert far.arrived == ["a", "b", "c"]
        assert [dict(kept) for kept in far.kept] == [{}, {"thread": "a"}, {}]
        assert {each.state for each in here.outbox.letters} == {LetterState.SENT}


@pytest.mark.parametrize("kind", KINDS)
async def test_ten_minutes_without_the_other_side(tmp_path: Path, kind: Kind) -> None:
    far = FarSide(kind)
    with console(tmp_path, slack=far) as here:
        here.queue(letter("a"), letter("b"), letter("c"))
        started = here.clock.elapsed()
        down = Down(here.clock.elapsed, started + 600, FarChannel(far))
        here.channels["slack"] = down
        await here.send_all()
        assert far.arrived == ["a", "b", "c"]
        assert here.clock.elapsed() - started <= 660
        assert 12 <= down.asked <= 25
        first = here.outbox.letters[0]
        assert len(first.attempts) == down.asked + 1
        assert all(each.setbacks[0].why == "connection refused" for each in first.attempts[:-1])


async def test_a_moved_wall_clock_neither_floods_nor_blocks(tmp_path: Path) -> None:
    for hours in (-30, -1, 1, 30):
        far = FarSide("blind")
        with console(tmp_path / str(hours), slack=far) as here:
            here.queue(letter("a"))
            started = here.clock.elapsed()
            down = Down(here.clock.elapsed, started + 600, FarChannel(far))
            here.channels["slack"] = down
            sender = here.sender()
            await here.work(sender, 100)
            await sender.settled()
            await sender.turn()
            moved_wall(here.clock, hours * 3600)
            await here.work(sender)
            assert far.arrived == ["a"] and here.clock.elapsed() - started <= 660
            assert 12 <= down.asked <= 25


async def test_the_pause_that_is_asked_for_is_kept_within_a_bound(tmp_path: Path) -> None:
    for asked, waited in ((120.0, 120), (7200.0, 900)):
        far = FarSide("blind")
        with console(tmp_path / str(waited), slack=far) as here:
            here.queue(letter("a"))
            here.channels["slack"] = Once(FarChannel(far), asked)
            started = here.clock.elapsed()
            await here.send_all()
            assert far.arrived == ["a"] and here.clock.elapsed() - started == waited


async def test_a_refusal_stops_its_incident_there_and_nothing_else(tmp_path: Path) -> None:
    slack, email = FarSide("blind", ["refused"]), FarSide("blind")
    with console(tmp_path, slack=slack, email=email) as here:
        here.queue(letter("a"), letter("b"), letter("c", incident="INC-2"), letter("d", "email"))
        await here.send_all()
        assert slack.arrived == ["c"] and email.arrived == ["d"]
        (stuck,) = here.outbox.stuck
        assert stuck.setback is not None and (stuck.setback.why, stuck.setback.remedy) == (
            *("no such channel", "invite it"),
        )
        for draft in writing.retried(stuck, "invited"):
            here.journal.submit(draft).result(5.0)
        await here.send_all()
        assert slack.arrived == ["c", "a", "b"]


async def test_a_channel_that_hangs_holds_up_no_other(tmp_path: Path) -> None:
    email = FarSide("blind")
    with console(tmp_path, email=email) as here:
        here.channels["slack"] = Hanging()
        here.queue(letter("a"), letter("b", "email"), letter("c", "email"))
        sender = here.sender()
        running = asyncio.create_task(sender.run())
        async with asyncio.timeout(10):
            while email.arrived != ["b", "c"] or sender.sending != {"slack"}:
                await asyncio.sleep(0.005)
        await sender.close(0.0)
        running.cancel()
        await asyncio.gather(running, return_exceptions=True)
        assert here.outbox.letters[0].state is LetterState.IN_DOUBT


async def test_a_channel_that_forgets_its_limit_is_given_up_and_its_letter_is_in_doubt(
    tmp_path: Path,
) -> None:
    with console(tmp_path) as here:
        here.channels["slack"] = Hanging()
        here.queue(letter("a"))
        sender = here.sender(bound=0.02)
        await sender.open()
        await sender.turn()
        await sender.settled()
        (posted,) = here.outbox.letters
        assert posted.state is LetterState.IN_DOUBT and posted.setback is not None
        assert posted.setback.why == "no answer within 0.02 s" and not posted.stuck
        await sender.close(0.0)


async def test_a_fault_of_a_channel_is_one_letter_in_doubt(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    email = FarSide("blind")
    with console(tmp_path, email=email) as here:
        here.channels["slack"] = Faulty()
        here.queue(letter("a"), letter("b", "email"))
        await here.send_all()
        assert email.arrived == ["b"] and [each.key for each in here.outbox.stuck] == ["a"]
        assert "ZeroDivisionError" in caplog.text


async def test_a_channel_that_is_not_configured_is_named(tmp_path: Path) -> None:
    with console(tmp_path) as here:
        here.queue(letter("a"))
        await here.send_all()
        (posted,) = here.outbox.stuck
        assert posted.setback is not None
        assert posted.setback.remedy == "add [channel.slack] to the configuration"


async def test_words_become_an_update_of_their_incident_once(tmp_path: Path) -> None:
    far = FarSide("blind")
    with console(tmp_path, slack=far, email=far) as here:
        here.queue(letter("a", words="w"), letter("b", "email", words="w"), letter("c"))
        await here.send_all()
        await here.send_all()
        told = [each for each in here.journal.since(here.journal.today()) if each.kind == "incident.update"]
        assert [dict(each.fields) for each in told] == [
            {"incident": "INC-1", "audience": "public", "text": "We look into it (a)", "words": "w"}
        ]


async def test_two_consoles_send_each_letter_once_and_the_second_takes_over(tmp_path: Path) -> None:
    far = FarSide("blind")
    with console(tmp_path, slack=far) as one, console(tmp_path, slack=far) as two:
        first, second = one.sender(), two.sender()
        one.queue(letter("a"))
        await one.work(first)
        two.queue(letter("b"))
        await second.open()
        assert await second.turn() == 1.0 and not second.on_duty
        assert far.arrived == ["a"]
        first.book.refresh(10)
        await one.work(first)
        assert far.arrived == ["a", "b"] and first.on_duty
        one.queue(letter("c"))
        await first.close(0.0)
        second.book.refresh(10)
        await two.work(second)
        assert far.arrived == ["a", "b", "c"] and second.on_duty
        await second.close(0.0)


async def test_nobody_else_sends_while_a_letter_is_under_way(tmp_path: Path) -> None:
    with console(tmp_path) as here:
        here.channels["slack"] = Hanging()
        here.queue(letter("a"))
        sender = here.sender()
        await sender.open()
        await sender.turn()
        sender.stand_aside()
        assert sender.on_duty
        await sender.close(0.0)
        assert not sender.on_duty


async def test_who_takes_over_knows_what_was_sent_a_moment_before(tmp_path: Path) -> None:
    far = FarSide("blind")
    with console(tmp_path, slack=far) as one, console(tmp_path, slack=far) as two:
        one.queue(letter("a"), letter("b"))
        first, second = one.sender(), two.sender()
        await first.open()
        await second.open()
        assert await second.turn() == 1.0
        await first.turn()
        await first.settled()
        await first.close(0.0)
        assert far.arrived == ["a"] and [each.key for each in second.outbox.open] == ["a", "b"]
        await two.work(second)
        assert far.arrived == ["a", "b"]
        tries = [attempt for each in second.outbox.letters for attempt in each.attempts]
        assert len(tries) == 2 and not any(each.setbacks for each in tries)
        await second.close(0.0)


async def test_a_question_that_nobody_answered_tells_nothing_of_the_letter(tmp_path: Path) -> None:
    far = FarSide("findable", ["answer-lost", "down", "vanishes"])
    with console(tmp_path, slack=far) as here:
        here.queue(letter("a"), letter("b"))
        await here.send_all()
        assert far.arrived == ["a", "b"] and len(here.outbox.letters[0].attempts) == 1


async def test_running_consoles_hand_over_within_two_seconds(tmp_path: Path) -> None:
    far = FarSide("blind")
    with console(tmp_path, slack=far) as one, console(tmp_path, slack=far) as two:
        first, second = one.sender(), two.sender()
        running = [asyncio.create_task(first.run()), asyncio.create_task(second.run())]
        one.queue(letter("a"))
        await arrived(far, 1)
        holder = first if first.on_duty else second
        await holder.close(0.5)
        two.queue(letter("b"))
        async with asyncio.timeout(2.0):
            await arrived(far, 2)
        assert far.arrived == ["a", "b"]
        for task in running:
            task.cancel()
        await asyncio.gather(*running, return_exceptions=True)


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
        await asyncio.sleep(0.05)
        await sender.turn()
        assert far.arrived == ["a"] and [draft.kind for draft, _ in journal.held] == ["outbox.sent"]
        journal.mend()
        await sender.settled()
        await here.work(sender)
        assert far.arrived == ["a", "b"]


async def test_what_somebody_takes_back_at_the_last_moment_does_not_go(tmp_path: Path) -> None:
    far = FarSide("blind")
    with console(tmp_path, slack=far) as one, console(tmp_path) as two:
        one.queue(letter("a"))
        sender = one.sender()
        await sender.open()
        for draft in writing.dropped(two.outbox.letters[0], "wrong words"):
            two.journal.submit(draft).result(5.0)
        await one.work(sender)
        assert far.arrived == []
        (posted,) = one.outbox.letters
        assert posted.state is LetterState.DROPPED and posted.setback is not None
        assert "took it back" in posted.setback.why
        await sender.close(0.0)


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


async def test_a_console_that_opens_next_day_does_not_send_yesterday_s_words(tmp_path: Path) -> None:
    far = FarSide("blind")
    with console(tmp_path, slack=far) as here:
        here.queue(letter("a"), letter("b", incident="INC-2"))
        here.clock.move(13 * 3600)
        here.queue(letter("c", incident="INC-3"))
        sender = here.sender()
        running = asyncio.create_task(sender.run())
        await arrived(far, 1)
        await sender.close(0.5)
        running.cancel()
        await asyncio.gather(running, return_exceptions=True)
        assert far.arrived == ["c"] and [each.key for each in here.outbox.stuck] == ["a", "b"]
        for draft in writing.retried(here.outbox.stuck[0]):
            here.journal.submit(draft).result(5.0)
        await here.send_all()
        assert far.arrived == ["c", "a"]


async def test_a_drill_fills_the_sink_and_nothing_else(tmp_path: Path) -> None:
    far, sink = FarSide("blind"), Sink()
    with console(tmp_path, slack=far) as here:
        here.queue(letter("a", drill=True), letter("b"))
        await here.send_all()
        assert far.arrived == ["b"]
        here.channels = {"slack": sink}
        await here.work(here.sender(drill=True))
        assert [each.key for each in sink.letters] == ["a"] and far.arrived == ["b"]


class Down:
    """Refuses connections until a moment."""

    def __init__(self, elapsed: object, until: float, then: FarChannel) -> None:
        self._elapsed = elapsed
        self._until = until
        self._then = then
        self.idempotent = then.idempotent
        self.asked = 0

    async def send(self, letter: Letter, kept: Mapping[str, str]) -> Receipt:
        assert callable(self._elapsed)
        if self._elapsed() < self._until:
            self.asked += 1
            raise NotDelivered(FailureKind.CONNECT, "connection refused", certain=True)
        return await self._then.send(letter, kept)

    async def find(self, letter: Letter, kept: Mapping[str, str]) -> Receipt | None:
        return await self._then.find(letter, kept)

    async def close(self) -> None:
        pass


class Once:
    """Says once that it was asked too often."""

    idempotent = False

    def __init__(self, then: FarChannel, retry_after: float) -> None:
        self._then = then
        self._waits: list[float] = [retry_after]

    async def send(self, letter: Letter, kept: Mapping[str, str]) -> Receipt:
        if self._waits:
            after = self._waits.pop()
            raise NotDelivered(FailureKind.RATE_LIMITED, "slow down", certain=True, retry_after=after)
        return await self._then.send(letter, kept)

    async def find(self, letter: Letter, kept: Mapping[str, str]) -> Receipt | None:
        return await self._then.find(letter, kept)

    async def close(self) -> None:
        pass


class Hanging(FarChannel):
    """Never answers."""

    def __init__(self) -> None:
        super().__init__(FarSide("blind"))

    async def send(self, letter: Letter, kept: Mapping[str, str]) -> Receipt:
        await asyncio.Event().wait()
        raise AssertionError


class Faulty(FarChannel):
    """Has a fault of its own."""

    def __init__(self) -> None:
        super().__init__(FarSide("blind"))

    async def send(self, letter: Letter, kept: Mapping[str, str]) -> Receipt:
        return Receipt(str(1 // 0))


async def arrived(far: FarSide, count: int) -> None:
    async with asyncio.timeout(10):
        while len(far.arrived) < count:
            await asyncio.sleep(0.005)
