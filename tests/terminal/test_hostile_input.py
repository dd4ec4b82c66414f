"""Bytes that no terminal sends, sent to the whole program: ignored, and the next key works. Fault 57."""

from __future__ import annotations

import pytest

from tests.pty_session import PtySession
from tests.terminal.sample import sample

pytestmark = pytest.mark.pty

HOSTILE = [
    b"\xff",
    "Ärger".encode("latin-1")[:1],
    b"\x1b[1114112;1u",
    b"\x1b[48;60000;60000;1;1t",
    b"\x1b[<0;99999;99999M\x1b[<0;99999;99999m\x1b[M\xff\xff\xff",
    b"\x1b]0;title\x07"[:3] + b"\x1b\\",
    b"\x00\x1b\x1b\x1b[",
    b"\xed\xa0\x80\xf4\x90\x80\x80",
    b"\x1b[?9999999;9$y\x1b[9999999;9999999R",
]


def clear_and_type(session: PtySession, words: str) -> None:
    session.press("ctrl+u")
    session.type(words)
    session.wait_for(words)


def test_stray_bytes_are_ignored() -> None:
    with sample() as session:
        for number, hostile in enumerate(HOSTILE):
            session.send(hostile)
            session.wait_quiet(0.15)
            clear_and_type(session, f"after{number}")


def test_a_megabyte_of_paste_does_not_hang_it() -> None:
    with sample() as session:
        before = session.cpu_seconds()
        session.send(b"\x1b[200~" + b"paste " * 170_000 + b"\x1b[201~")
        session.wait_for("paste")
        clear_and_type(session, "after")
        assert session.cpu_seconds() - before < 10


def test_a_megabyte_of_keys_is_taken_for_a_paste() -> None:
    with sample() as session:
        before = session.cpu_seconds()
        session.send(b"0123456789" * 100_000)
        session.wait_quiet(0.3)
        clear_and_type(session, "after")
        assert session.cpu_seconds() - before < 15


def test_a_paste_that_never_ends_ends() -> None:
    with sample() as session:
        session.send(b"\x1b[200~half")
        session.wait_for("half")
        clear_and_type(session, "after")
