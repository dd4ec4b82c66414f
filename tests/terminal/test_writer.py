"""The writer: never waits for the terminal, and gets its last words through where that can be."""

from __future__ import annotations

import os
import pty
import select
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field

import pytest

from console.terminal.writer import Writer
from tests.own_time import within

BACKLOG = 256 * 1024
LINE = 64 * 1024
"""More than the kernel holds of a line that nobody reads: what it had taken comes as well."""


@dataclass
class Line:
    """A pseudo terminal and a writer on it."""

    master: int
    slave: int
    idle: threading.Event = field(default_factory=threading.Event)
    gone: threading.Event = field(default_factory=threading.Event)

    def writer(self) -> Writer:
        return Writer(self.slave, on_idle=self.idle.set, on_gone=self.gone.set)

    def read(self, wanted: bytes, seconds: float = 60) -> bytes:
        """What has come until `wanted` came."""
        got, deadline = b"", time.monotonic() + seconds
        while wanted not in got and time.monotonic() < deadline:
            if select.select([self.master], [], [], 0.1)[0]:
                got += os.read(self.master, 65536)
        return got


@pytest.fixture
def line() -> Iterator[Line]:
    master, slave = pty.openpty()
    made = Line(master, slave)
    yield made
    for fd in (made.master, made.slave):
        if fd >= 0:
            os.close(fd)


def block(writer: Writer) -> None:
    """Write until the terminal takes no more."""
    for _ in range(20):
        writer.put(b"x" * 8000)
    assert not writer.is_idle()


def test_what_is_put_arrives(line: Line) -> None:
    writer = line.writer()
    writer.put(b"hello")
    assert b"hello" in line.read(b"hello")
    assert writer.close(b"bye")
    assert b"bye" in line.read(b"bye")


def test_it_never_waits_and_says_when_the_terminal_reads_again(line: Line) -> None:
    writer = line.writer()
    with within(1):
        block(writer)
        for _ in range(1000):
            writer.put(b"y" * 8000)
    assert not writer.is_idle()
    assert not line.idle.is_set()
    writer.put(b"")
    received = 0
    while not line.idle.is_set():
        received += len(line.read(b"\0", seconds=0.2))
    assert received <= BACKLOG + LINE, "the backlog is bounded"
    assert writer.is_idle()
    writer.close(b"")


def test_a_frame_of_any_size_arrives_whole(line: Line) -> None:
    writer = line.writer()
    writer.put(b"z" * 600_000 + b"end")
    assert len(line.read(b"end")) == 600_003
    writer.close(b"")


def test_last_words_reach_a_terminal_that_did_not_read(line: Line) -> None:
    writer = line.writer()
    block(writer)
    with within(1):
        writer.close(b"<given back>", patience=0.2)
    assert line.read(b"<given back>").endswith(b"<given back>")


def test_a_lost_terminal_is_told(line: Line) -> None:
    writer = line.writer()
    os.close(line.master)
    line.master = -1
    writer.put(b"x")
    assert line.gone.wait(60)
    assert not writer.close(b"bye", patience=0.1)


def test_the_inherited_file_stays_blocking(line: Line) -> None:
    writer = line.writer()
    assert os.get_blocking(line.slave)
    writer.close(b"")
