"""Channels that hang, or have faults of their own: one letter is in doubt, and nothing else waits."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from data.models.letter import LetterState
from tests.data.outbox.far_side import FarSide
from tests.data.outbox.odd_channels import Faulty, Hanging
from tests.data.outbox.scene import letter
from tests.data.outbox.sending import console


async def test_a_channel_that_hangs_holds_up_no_other(tmp_path: Path) -> None:
    email = FarSide("blind")
    with console(tmp_path, email=email) as here:
        here.channels["slack"] = Hanging()
        here.queue(letter("a"), letter("b", "email"), letter("c", "email"))
        sender = here.sender()
        running = asyncio.create_task(sender.run())
        async with asyncio.timeout(60):
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
