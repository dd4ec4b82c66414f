"""A console in a process of its own that sends what waits, and does nothing else.

``python -m tests.outbox_worker CONFIG ROOT SPEED``: SPEED seconds of pauses pass in one. It prints a
line when it begins, and one for each letter that it is about to give away; it ends when nothing waits.
"""

from __future__ import annotations

import asyncio
import os
import sys
import time
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from data.channel import Channel
from data.channels.table import make_channels
from data.config.loader import load
from data.config.secret import SecretReader
from data.journal.journal import Journal
from data.models.letter import Letter, Receipt
from data.outbox.sender import Sender
from data.sources import SETTINGS

HOST = "bastion-1"


class Hasty:
    """The machine's clocks, but on the steady one time passes so many times faster."""

    def __init__(self, speed: float) -> None:
        self._speed = speed

    def now(self) -> datetime:
        """The wall clock."""
        return datetime.now(UTC)

    def elapsed(self) -> float:
        """The steady clock, fast."""
        return time.monotonic() * self._speed


class Loud:
    """Says so before it gives a letter away."""

    def __init__(self, channel: Channel) -> None:
        self._channel = channel
        self.idempotent = channel.idempotent
        self.find = channel.find
        self.close = channel.close

    async def send(self, letter: Letter, kept: Mapping[str, str]) -> Receipt:
        """Say it, send it."""
        os.write(1, f"{letter.key}\n".encode())
        return await self._channel.send(letter, kept)


async def main(config: str, root: str, speed: float) -> None:
    """Send until nothing waits that could go."""
    clock = Hasty(speed)
    made = make_channels(load(Path(config), SETTINGS), SecretReader(os.environ), clock)
    channels: dict[str, Channel] = {name: Loud(channel) for name, channel in made.items()}
    journal = Journal.open(Path(root), by="alice", host=HOST, zone=ZoneInfo("UTC"), time=clock)
    sender = Sender(journal, lambda name: channels.get(name), clock)
    await sender.open()
    os.write(1, b"begun\n")
    while (wait := await sender.turn()) is not None:
        await sender.rest(wait / speed)
    await sender.close(1.0)
    journal.close(5.0)


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1], sys.argv[2], float(sys.argv[3])))
