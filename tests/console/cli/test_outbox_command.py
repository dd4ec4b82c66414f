"""``ops-console outbox`` on a real journal, with a webhook on loopback at the other side."""

from __future__ import annotations

import asyncio
import json
import socket
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from data.journal.journal import Journal
from data.models.letter import Letter
from data.outbox import writing
from data.outbox.book import Book
from data.sole import Sole
from data.timekeeping import SystemTimekeeper
from tests.background import served
from tests.command_line import CommandLine
from tests.data.outbox.scene import letter
from tests.daylight import mid_morning
from tests.servers import Request


@dataclass
class Hook:
    """Takes letters, refuses them, or hangs up after having taken one."""

    mood: str = "well"
    taken: list[dict[str, Any]] = field(default_factory=list)

    async def reply(self, request: Request, writer: asyncio.StreamWriter) -> None:
        status = "403 Forbidden" if self.mood == "refusing" else "200 OK"
        if self.mood != "refusing":
            self.taken.append(json.loads(request.body))
        if self.mood != "forgetful":
            writer.write(f"HTTP/1.1 {status}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n".encode())


@pytest.fixture
def hook() -> Hook:
    return Hook()


@pytest.fixture
def line(tmp_path: Path, hook: Hook) -> Iterator[CommandLine]:
    with served(hook.reply) as server:
        made = CommandLine(tmp_path)
        made.configure(f'[console]\nhost = "h"\n[channel.webhook]\nurl = "{server.url}/letters"\n')
        yield made


def queue(line: CommandLine, *letters: Letter) -> None:
    path = line.call("log", "path").out.strip()
    zone = ZoneInfo(mid_morning())
    journal = Journal.open(Path(path), by="alice", host="h", zone=zone, time=SystemTimekeeper())
    for draft in writing.queue(letters):
        journal.submit(draft).result(60)
    journal.close()


def ask(line: CommandLine, *words: str, code: int = 0) -> str:
    called = line.call("outbox", *words)
    assert called.code == code, called
    return called.out + called.err


def states(line: CommandLine) -> dict[str, str]:
    letters = line.call("outbox", "list", "--all", "--json").json["letters"]
    return {each["letter"]: each["state"] for each in letters}


def test_an_empty_outbox(line: CommandLine) -> None:
    assert ask(line, "list") == "Nothing waits.\n"
    assert ask(line, "send") == "Nothing waits.\n"
    assert ask(line, "ledger") == "Nothing was sent.\n"
    assert line.call("outbox", "list", "--json").json == {"schema": 1, "letters": []}


def test_what_waits_is_sent_and_stands_in_the_ledger(line: CommandLine, hook: Hook) -> None:
    queue(line, letter("w-1", "webhook", words="w"), letter("w-2", "webhook"))
    assert "webhook  investigating" in ask(line, "list") and "waiting" in ask(line, "list")
    said = ask(line, "send")
    assert "w-1  sent: answered 200 OK" in said and said.endswith("Nothing waits.\n")
    assert [each["key"] for each in hook.taken] == ["w-1", "w-2"]
    assert states(line) == {"w-1": "sent", "w-2": "sent"}
    attempts = line.call("outbox", "ledger", "--json").json["attempts"]
    assert [(each["letter"], each["attempt"], each["receipt"]) for each in attempts] == [
        ("w-1", 1, "w-1"),
        ("w-2", 1, "w-2"),
    ]
    assert "sent: answered 200 OK" in ask(line, "ledger")
    found = line.call("outbox", "show", "w-1", "--json").json
    assert (found["text"], found["state"], found["tries"]) == ("We look into it (w-1)", "sent", 1)
    assert line.call("log", "verify").code == 0


def test_a_refusal_needs_somebody(line: CommandLine, hook: Hook) -> None:
    hook.mood = "refusing"
    queue(line, letter("w-1", "webhook"), letter("w-2", "webhook"))
    said = ask(line, "send", code=2)
    assert "refused: answered 403" in said
    assert "then retry, or drop it" in ask(line, "list")
    hook.mood = "well"
    assert "then retry, or drop it" in ask(line, "send", code=2)
    assert hook.taken == []
    assert "no letter is called" in ask(line, "retry", "nonsense", code=64)
    assert "can be w-1, w-2" in ask(line, "retry", "w-", code=64)
    assert "give a reason" in ask(line, "drop", "w-1", code=64)
    assert "taken back: said by telephone" in ask(line, "drop", "w-1", "--reason", "said by telephone")
    assert "w-1 is dropped" in ask(line, "drop", "w-1", "--reason", "again", code=64)
    ask(line, "send")
    assert [each["key"] for each in hook.taken] == ["w-2"]


def test_what_is_in_doubt_is_not_sent_twice_unasked(line: CommandLine, hook: Hook) -> None:
    hook.mood = "forgetful"
    queue(line, letter("w-1", "webhook"))
    assert "in doubt" in ask(line, "send", code=2)
    hook.mood = "well"
    assert "look whether it came" in ask(line, "list")
    ask(line, "send", code=2)
    assert len(hook.taken) == 1
    assert "why shall it go again?" in ask(line, "retry", "w-1", code=64)
    assert "a person saw it there: in the log" in ask(line, "arrived", "w-1", "--reason", "in the log")
    assert states(line) == {"w-1": "sent"}


def test_who_wants_it_twice_says_so(line: CommandLine, hook: Hook) -> None:
    hook.mood = "forgetful"
    queue(line, letter("w-1", "webhook"))
    ask(line, "send", code=2)
    hook.mood = "well"
    assert "waiting" in ask(line, "retry", "w-1", "--reason", "nobody saw it")
    ask(line, "send")
    assert [each["key"] for each in hook.taken] == ["w-1", "w-1"]


def test_nobody_there(line: CommandLine, hook: Hook) -> None:
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        address = f"http://127.0.0.1:{closed.getsockname()[1]}"
        line.configure(f'[console]\nhost = "h"\n[channel.webhook]\nurl = "{address}"\n')
        queue(line, letter("w-1", "webhook"))
        said = ask(line, "send", "--wait", "0", code=1)
    assert "waiting: connection refused, tried once, again" in said
    called = line.call("outbox", "send", "--wait", "0", "--json")
    assert called.code == 1 and called.json["letters"][0]["state"] == "waiting"


def test_while_another_process_sends_this_one_only_watches(line: CommandLine, hook: Hook) -> None:
    queue(line, letter("w-1", "webhook"))
    other = Sole(Path(line.call("log", "path").out.strip()), "outbox")
    assert other.take()
    said = ask(line, "send", "--wait", "0.2", code=1)
    assert "has the duty of sending; it is waited for" in said and hook.taken == []
    other.release()
    ask(line, "send")
    assert len(hook.taken) == 1


def test_nobody_decides_about_a_letter_that_is_just_being_sent(line: CommandLine, hook: Hook) -> None:
    queue(line, letter("w-1", "webhook"))
    path = Path(line.call("log", "path").out.strip())
    journal = Journal.open(path, by="alice", host="h", zone=ZoneInfo(mid_morning()), time=SystemTimekeeper())
    book = Book(journal)
    book.read()
    journal.submit(writing.tried(book.outbox.letters[0])).result(60)
    journal.close()
    assert "being sent" in ask(line, "list")
    assert "w-1 is just being sent" in ask(line, "retry", "w-1", "--reason", "quick", code=64)


def test_read_only_sends_and_changes_nothing(line: CommandLine, hook: Hook) -> None:
    queue(line, letter("w-1", "webhook"))
    for words in (("send",), ("retry", "w-1"), ("drop", "w-1", "--reason", "x"), ("arrived", "w-1")):
        called = line.call("--read-only", "outbox", *words)
        assert called.code == 64 and "read-only" in called.err
    assert hook.taken == [] and states(line) == {"w-1": "waiting"}
    assert "w-1" in line.call("--read-only", "outbox", "list").out


def test_another_machine_s_letter_is_told_apart(line: CommandLine, hook: Hook) -> None:
    queue(line, letter("w-1", "webhook"))
    config = line.config_file.read_text().replace('"h"', '"other"')
    line.configure(config)
    assert "(sent by h)" in ask(line, "list")
    ask(line, "send", "--wait", "0", code=1)
    assert hook.taken == []
    ask(line, "retry", "w-1", "--reason", "h is gone")
    ask(line, "send")
    assert len(hook.taken) == 1
