"""Consoles that are killed among the sends, while those who get words are gone for ten minutes.

The other sides are the lab's, the clients are the real ones. A person looks after what is in doubt.
"""

from __future__ import annotations

import asyncio
import os
import random
import re
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
import tomli_w

from console.lab.ports import Ports
from console.lab.recipients.recipients import Recipients
from data.journal.journal import Journal
from data.models.entry import Draft
from data.models.letter import Letter, LetterState, Purpose
from data.models.outbox import Outbox
from data.outbox import writing
from data.outbox.book import Book
from data.outbox.telling import ledger
from data.timekeeping import SystemTimekeeper
from tests.data.outbox.scene import letter
from tests.outbox_worker import HOST, Hasty

REPOSITORY = Path(__file__).parents[3]
KILLS = int(os.environ.get("OPS_KILLS", "24"))
UPDATES = 10
SPEED = 60.0
OUTAGE_S = 600.0 / SPEED
CHANNELS = ("slack", "statuspage", "email", "webhook")


class Ward:
    """Recipients, a journal's folder, and the consoles that are killed."""

    def __init__(self, folder: Path) -> None:
        self.root = folder / "journal"
        self.config = folder / "config.toml"
        self.ports = Ports()
        self.recipients = Recipients(folder, self.ports, SystemTimekeeper())
        for file, secret in self.recipients.secrets.items():
            file.touch(0o600)
            file.write_text(secret)
        tables = self.recipients.channels()
        self.config.write_text(tomli_w.dumps({"channel": {name: tables[name] for name in CHANNELS}}))
        self.sends: list[str] = []

    def journal(self) -> Journal:
        return Journal.open(self.root, by="bob", host=HOST, zone=ZoneInfo("UTC"), time=Hasty(SPEED))

    def write(self, drafts: list[Draft]) -> None:
        journal = self.journal()
        for draft in drafts:
            journal.submit(draft).result(60)
        journal.close()

    def outbox(self) -> Outbox:
        journal = self.journal()
        book = Book(journal)
        book.read()
        journal.close()
        return book.outbox

    async def live(self, rest_s: float | None) -> bool:
        """One console, killed so long after its first send; whether it ended by itself before."""
        program = [sys.executable, "-m", "tests.outbox_worker", str(self.config), str(self.root), str(SPEED)]
        worker = await asyncio.create_subprocess_exec(*program, cwd=REPOSITORY, stdout=subprocess.PIPE)
        assert worker.stdout is not None
        begun = await asyncio.wait_for(worker.stdout.readline(), 120)
        assert begun == b"begun\n", begun
        if rest_s is None:
            said = await asyncio.wait_for(worker.stdout.read(), 300)
        else:
            first = await asyncio.wait_for(worker.stdout.readline(), 120)
            await asyncio.sleep(rest_s)
            ended = worker.returncode is not None
            if not ended:
                worker.kill()
            said = first + await worker.stdout.read()
        code = await worker.wait()
        self.sends += said.decode().split()
        return code == 0

    def decide(self) -> None:
        """What is stuck is looked for in the mailbox: it came, or it is sent again."""
        for posted in self.outbox().stuck:
            came = posted.key in self.came(posted.letter.channel)
            seen = writing.arrived(posted, "in the mailbox")
            self.write(seen if came else writing.retried(posted, "not in the mailbox"))

    def came(self, channel: str) -> list[str]:
        """The keys of the letters that the other side has, in the order in which they came."""
        return [re.findall(r"\((\w+-\d+)\)", str(got))[0] for got in self.recipients.received[channel]]


def update(channel: str, number: int) -> Letter:
    purpose = Purpose.OPEN if channel == "statuspage" and number == 0 else Purpose.UPDATE
    key = f"{channel}-{number:02}"
    return letter(key, channel, purpose=purpose, words=f"w{number}")


@pytest.mark.lab
async def test_every_word_comes_once_and_in_order_through_an_outage_and_kills(tmp_path: Path) -> None:
    chance, ward = random.Random(7), Ward(tmp_path)
    await ward.recipients.start()
    letters = [update(channel, number) for number in range(UPDATES) for channel in CHANNELS]
    ward.write(writing.queue(letters))
    for channel in CHANNELS:
        await ward.recipients.down(channel, True)
    started, kills, back = time.monotonic(), 0, list(CHANNELS)
    while kills < KILLS:
        if back and time.monotonic() - started > OUTAGE_S:
            await ward.recipients.down(back.pop(), False)
        ward.recipients.mood.forgetful = not back and kills % 3 == 1
        ended = await ward.live(chance.uniform(0, 0.12))
        kills += not ended
        await asyncio.to_thread(ward.decide)
        if ended and not back:
            more = [update(channel, len(letters) // len(CHANNELS)) for channel in CHANNELS]
            letters += more
            await asyncio.to_thread(ward.write, writing.queue(more))
    ward.recipients.mood.forgetful = False
    for channel in back:
        await ward.recipients.down(channel, False)
    for _ in range(10):
        assert await ward.live(None)
        await asyncio.to_thread(ward.decide)
        if not ward.outbox().open:
            break
    await ward.recipients.stop()
    ward.ports.close()
    prove(ward, letters, kills)


def prove(ward: Ward, letters: list[Letter], kills: int) -> None:
    outbox = ward.outbox()
    assert {each.state for each in outbox.letters} == {LetterState.SENT}
    for channel in CHANNELS:
        assert ward.came(channel) == [each.key for each in letters if each.channel == channel]
    tried = Counter(line.posted.key for line in ledger(outbox))
    given = Counter(ward.sends)
    assert all(tried[key] >= count for key, count in given.items())
    doubts = sum(attempt.in_doubt for posted in outbox.letters for attempt in posted.attempts)
    journal = ward.journal()
    updates = Counter(
        str(entry.get("words"))
        for day in journal.days()
        for entry in journal.day(day).entries
        if entry.kind == "incident.update"
    )
    journal.close()
    assert updates == Counter({each.words: 1 for each in letters})
    print(
        f"{kills} kills, {len(letters)} letters, {tried.total()} tries on record, "
        f"{given.total()} given away, {doubts} left in doubt by the other side"
    )
