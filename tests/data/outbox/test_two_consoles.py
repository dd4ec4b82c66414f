"""Several consoles on one journal: one sends, and the next knows what the last one did."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from pathlib import Path

import pytest

from data.journal.notifier import Listener
from data.models.letter import LetterState
from data.outbox import writing
from data.outbox.sender import Sender
from tests.data.outbox.far_side import FarSide
from tests.data.outbox.odd_channels import Hanging
from tests.data.outbox.scene import letter
from tests.data.outbox.sending import Console, arrived, console


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


async def test_what_has_just_gone_is_no_longer_under_way(tmp_path: Path) -> None:
    far = FarSide("blind")
    with console(tmp_path, slack=far) as here:
        here.queue(letter("a"))
        sender = here.sender()
        await sender.open()
        await sender.turn()
        await asyncio.wait(sender._busy.values())
        sender.stand_aside()
        assert far.arrived == ["a"] and not sender.on_duty
        await sender.close(0.0)


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


@pytest.mark.serial
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


async def taken_back(one: Console, two: Console, patch: pytest.MonkeyPatch) -> Sender:
    """One is about to send what two has taken back, and has not heard of it: only the last look tells."""

    def hears_nothing(listener: Listener) -> Callable[[], None]:
        return lambda: None

    patch.setattr(one.journal, "listen", hears_nothing)
    one.queue(letter("a"))
    sender = one.sender()
    await sender.open()
    for draft in writing.dropped(two.outbox.letters[0], "wrong words"):
        two.journal.submit(draft).result(30)
    return sender


async def test_what_somebody_takes_back_at_the_last_moment_does_not_go(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    far = FarSide("blind")
    with console(tmp_path, slack=far) as one, console(tmp_path) as two:
        sender = await taken_back(one, two, monkeypatch)
        await one.work(sender)
        assert far.arrived == []
        (posted,) = one.outbox.letters
        assert posted.state is LetterState.DROPPED and posted.setback is not None
        assert "took it back" in posted.setback.why
        await sender.close(0.0)


async def test_what_is_taken_back_a_moment_before_midnight_does_not_go_after_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    far = FarSide("blind")
    with console(tmp_path, slack=far) as one, console(tmp_path) as two:
        for each in (one, two):
            each.clock.wall = each.clock.wall.replace(hour=23, minute=59, second=59)
        sender = await taken_back(one, two, monkeypatch)
        one.clock.move(2)
        await one.work(sender)
        assert far.arrived == []
        await sender.close(0.0)


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
            here.journal.submit(draft).result(30)
        await here.send_all()
        assert far.arrived == ["c", "a"]
