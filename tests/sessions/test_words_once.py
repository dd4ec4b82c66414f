"""Words through an evening of trouble: senders are killed, and receivers go away or forget to answer."""

from __future__ import annotations

import asyncio
import random
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import tomli_w

from console.lab.ports import Ports
from console.lab.recipients.recipients import KINDS, Recipients
from data.journal.journal import Journal
from data.models.letter import Letter, Purpose
from data.outbox import writing
from data.timekeeping import SystemTimekeeper
from tests.daylight import mid_morning
from tests.pty_session import environment
from tests.sessions.home import ARGV, ROOT, Home

pytestmark = pytest.mark.lab

SEED = 1
INCIDENT = "INC-2026-11-20-1"
UPDATES = 12
ROUNDS = 10


class Town:
    """Everybody who gets words, on a thread of their own, and whatever befalls them."""

    def __init__(self, folder: Path, loop: asyncio.AbstractEventLoop) -> None:
        self._loop = loop
        self._ports = Ports()
        self._down: set[str] = set()
        self.recipients = Recipients(folder, self._ports, SystemTimekeeper())

    def start(self) -> None:
        self._do(self.recipients.start())

    def stop(self) -> None:
        self._do(self.recipients.stop())
        self._ports.close()

    def befall(self, down: set[str], *, forgetful: bool = False, slow: bool = False) -> None:
        """These are not there, and whoever is may forget to answer, or take long."""
        for kind in down ^ self._down:
            self._do(self.recipients.down(kind, kind in down))
        self._down = down
        self.recipients.mood.forgetful, self.recipients.mood.slow = forgetful, slow

    def heard(self, kind: str) -> list[str]:
        """The updates that one has, in the order in which they came."""
        rows = self.recipients.received[kind]
        if kind == "slack":
            rows = [row for row in rows if row["channel"] == "#incidents"]
        if kind == "pagerduty":
            rows = [row["payload"]["custom_details"] for row in rows if "payload" in row]
        return [str(row.get("body", row.get("text", ""))).strip() for row in rows]

    def _do(self, work: Any) -> None:  # noqa: ANN401 - a coroutine
        asyncio.run_coroutine_threadsafe(work, self._loop).result(60)


@contextmanager
def town(folder: Path) -> Iterator[Town]:
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever, name="town", daemon=True)
    thread.start()
    made = Town(folder, loop)
    try:
        made.start()
        yield made
    finally:
        made.stop()
        loop.call_soon_threadsafe(loop.stop)
        thread.join(10)
        loop.close()


def _letters() -> list[Letter]:
    begun = datetime.now(UTC)
    return [
        Letter(
            key=f"{number}-{kind}",
            channel=kind,
            purpose=Purpose.OPEN if number == 0 else Purpose.UPDATE,
            subject="",
            body=_words(f"{number}-"),
            at=begun + timedelta(milliseconds=number),
            words=f"u{number}",
            by="alice",
            incident=INCIDENT,
            title="site down",
            severity="P0",
        )
        for number in range(UPDATES)
        for kind in KINDS
    ]


def _queue(home: Home) -> None:
    journal = Journal.open(
        home.journal, by="alice", host="bastion-1", zone=ZoneInfo(mid_morning()), time=SystemTimekeeper()
    )
    for draft in writing.queue(_letters()):
        journal.submit(draft).result(60)
    journal.close(5)


def _sending(home: Home) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [*ARGV, "outbox", "send", "--wait", "30"],
        cwd=ROOT,
        env=environment(home.environ()),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )


def _kill_while_it_sends(home: Home, after: float) -> None:
    """Wait until it has begun to give something away, and a little longer."""
    before = len(_tried(home))
    sending = _sending(home)
    deadline = time.monotonic() + 60
    try:
        while len(_tried(home)) == before and sending.poll() is None and time.monotonic() < deadline:
            time.sleep(0.02)
        time.sleep(after)
    finally:
        sending.kill()
        sending.wait(60)


def _tried(home: Home) -> list[bytes]:
    """The attempts on record, read past the console."""
    pieces = (file.read_bytes() for file in home.journal.rglob("*.toml"))
    return [line for piece in pieces for line in piece.splitlines() if line == b'kind = "outbox.tried"']


def _words(key: str) -> str:
    return f"update {key.partition('-')[0]}"


def _decide(home: Home, look: Callable[[str], list[str]]) -> list[dict[str, Any]]:
    """What still waits; of what needs a person, do what one does who looks there first."""
    waiting: list[dict[str, Any]] = home.line.call("outbox", "list", "--json").json["letters"]
    for each in waiting:
        if each["stuck"]:
            there = _words(each["letter"]) in look(each["channel"])
            decision = "arrived" if there else "retry"
            told = home.line.call("outbox", decision, each["letter"], "--reason", "looked there")
            assert told.code == 0, told.err
    return waiting


def _settle(home: Home, look: Callable[[str], list[str]]) -> None:
    """Send until nothing waits."""
    for _ in range(3 * UPDATES):
        assert home.line.call("outbox", "send", "--wait", "20").code in (0, 1, 2)
        if not _decide(home, look):
            return
    raise AssertionError("words still wait")


def test_each_word_comes_once_and_in_order_whatever_happens(tmp_path: Path) -> None:
    """Ten kills among the sends, recipients that go and come back, receipts that are lost."""
    chance = random.Random(SEED)
    home = Home(tmp_path / "home")
    home.line.config_file.parent.mkdir(parents=True)
    with town(home.line.config_file.parent) as there:
        for file, secret in there.recipients.secrets.items():
            file.touch(0o600)
            file.write_text(secret)
        home.configure(tomli_w.dumps({"channel": there.recipients.channels()}))
        _queue(home)
        for number in range(ROUNDS):
            down = {kind for kind in KINDS if chance.random() < 0.4}
            there.befall(down, forgetful=number % 3 == 1, slow=number % 3 == 2)
            _kill_while_it_sends(home, after=chance.random() * 0.3)
            _decide(home, there.heard)
        there.befall(set())
        _settle(home, there.heard)
        wanted = [f"update {number}" for number in range(UPDATES)]
        for kind in KINDS:
            told = there.heard(kind)
            # The pager may hear a word again: it knows the alert by its key, and calls nobody twice.
            assert list(dict.fromkeys(told)) == wanted, kind
            assert kind == "pagerduty" or told == wanted, kind
        assert len({row["dedup_key"] for row in there.recipients.received["pagerduty"]}) == 1
        assert len({row["incident"] for row in there.recipients.received["statuspage"]}) == 1
    ledger = home.line.call("outbox", "ledger").out
    assert all(f"{number}-{kind}" in ledger for number in range(UPDATES) for kind in KINDS)
    home.assert_verified()
