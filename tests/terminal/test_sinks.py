"""No words, in any place, can steer the terminal, crash, vanish or act. Faults 47, 48 and 49."""

from __future__ import annotations

import re
import sys
import time
import unicodedata

import pytest

from data.safe import safe
from tests.pty_session import PtySession
from tests.terminal.payloads import BREAKING
from tests.terminal.sample import ROOT
from tests.terminal.sink_app import steps
from tests.terminal.sinks import SPOTS

pytestmark = pytest.mark.pty

OURS = re.compile(
    r"\x1b\[\d*(?:;\d+)?H|\x1b\[\d*C|\x1b\[[\d;]*m|\x1b\[\?2026[hl]|\x1b\]8;;(?:https://example\.com)?\x1b\\"
)
"""All that the painter itself ever writes, beside signs."""
ORDERS = {"Cc", "Cf", "Cs", "Zl", "Zp"}
FRAMES = "".maketrans("", "", " \n▌▊▎│┃")


def orders_in(data: bytes) -> set[str]:
    """Characters that a terminal obeys, beyond the painter's own sequences."""
    rest = OURS.sub("", data.decode("utf-8", "surrogateescape"))
    return {character for character in rest if unicodedata.category(character) in ORDERS}


def squeezed(text: str) -> str:
    """The text without blanks and frames, so that wrapped words are found."""
    return unicodedata.normalize("NFC", text).translate(FRAMES)


def sinks(kind: str) -> PtySession:
    argv = [sys.executable, "-m", "tests.terminal.sink_app", kind]
    return PtySession(argv, size=(220, 130), cwd=ROOT, environ={"XDG_STATE_HOME": "/nonexistent"})


def find(session: PtySession, words: str) -> list[tuple[int, int]]:
    """Where the words stand, counted from one."""
    return [
        (line.index(words) + 1 + len(words) // 2, y)
        for y, line in enumerate(session.lines, 1)
        if words in line
    ]


def hover(session: PtySession) -> None:
    """Rest the pointer where a tooltip with the words comes up."""
    session.wait_for("hover me")
    x, y = find(session, "hover me")[0]
    session.type(f"\x1b[<35;{x};{y}M\x1b[<35;{x + 1};{y}M")


def wait_until_all_seen(session: PtySession, words: str) -> None:
    wanted = {spot: squeezed(f"{spot}<{words}>") for spot in SPOTS}
    deadline = time.monotonic() + 60
    while missing := [spot for spot in wanted if wanted[spot] not in squeezed(session.text)]:
        assert time.monotonic() < deadline, f"{words!r} is not seen in {missing}"
        time.sleep(0.05)


def click_everywhere(session: PtySession) -> None:
    """Click on all the words that ask for it; an action would end the program."""
    session.wait_for(lambda _: len(find(session, "click here")) > 20)
    places = find(session, "click here")
    for x, y in places:
        session.type(f"\x1b[<0;{x};{y}M\x1b[<0;{x};{y}m")
    session.wait_quiet(0.4)
    assert session.process.poll() is None, "an action was fired"


def test_safe_words_are_seen_as_they_are_everywhere_and_do_nothing_when_clicked() -> None:
    shown = steps("safe")
    with sinks("safe") as session:
        session.wait_for("step 0 of")
        mark = session.wait_quiet(0.2)
        for number, words in enumerate(shown):
            session.wait_for(f"step {number} of")
            wait_until_all_seen(session, words)
            if words == BREAKING["action"]:
                click_everywhere(session)
            session.press("f1")
        assert session.wait_exit() == 5
        assert not orders_in(session.since(mark).partition(b"\x1b[0m\x1b]8")[0])


def test_raw_words_are_harmless_even_where_safe_was_forgotten() -> None:
    with sinks("raw") as session:
        session.wait_for("step 0 of")
        for number in range(len(steps("raw"))):
            session.wait_for(f"step {number} of")
            hover(session)
            mark = session.wait_quiet(0.35)
            session.press("f1")
        assert session.wait_exit() == 5
        start = session.raw.index(b"\x1b[?2026$p") + 10
        painted, _, ended = bytes(session.raw[start:mark]), None, session.since(mark)
        assert not orders_in(painted)
        assert b"PWNED" in painted
        assert b"\x1b]52" not in ended
        assert b"\x1b]0" not in ended
        assert safe("exit<\x1b]0;PWNED").encode() in ended
