"""Handing over in a terminal: the receiver types; whatever else they do, the role stays where it is."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.command_line import CommandLine
from tests.pty_session import PtySession

ROOT = Path(__file__).parents[3]


@pytest.fixture
def line(tmp_path: Path) -> CommandLine:
    made = CommandLine(tmp_path)
    made.configure('[console]\npolicy = "manual"\n')
    for words in (
        ("declare", "--severity", "P0", "--title", "site down"),
        ("role", "commander", "alice"),
        ("task", "bo", "look"),
    ):
        called = made.call("incident", *words)
        assert called.code == 0, called.err
    return made


@pytest.fixture
def session(line: CommandLine) -> Iterator[PtySession]:
    argv = [sys.executable, "-m", "console", "incident", "handover", "--to", "bo"]
    with PtySession(argv, environ=line.environ, cwd=ROOT, size=(100, 50)) as made:
        made.wait_for("What severity has it now?")
        yield made


def commander(line: CommandLine) -> str:
    return str(line.call("incident", "show", "--json").json["roles"]["commander"])


def first_due(session: PtySession) -> str:
    rows = session.text.splitlines()
    return rows[rows.index("Due") + 1].split(",")[0].strip()


def test_three_values_are_typed_and_a_wrong_one_is_asked_again(
    line: CommandLine, session: PtySession
) -> None:
    due = first_due(session)
    session.type("p0\r")
    session.wait_for("Which clock is due next")
    session.type(f"{due}\r")
    session.wait_for("How many tasks are open?")
    session.type("7\r")
    session.wait_for("so many tasks are not open")
    session.type("one\r")
    assert session.wait_exit() == 0
    assert commander(line) == "bo"


def test_values_that_never_fit_move_nothing(line: CommandLine, session: PtySession) -> None:
    for _ in range(9):
        session.type("x\r")
    assert session.wait_exit() == 64
    assert "does not change hands" in "".join(session.lines)
    assert commander(line) == "alice"


@pytest.mark.parametrize("key", ["\x03", "\x04"])
def test_ctrl_c_and_the_end_of_input_move_nothing(line: CommandLine, session: PtySession, key: str) -> None:
    session.type("p0\r")
    session.wait_for("Which clock is due next")
    session.type(key)
    assert session.wait_exit() != 0
    assert "Traceback" not in session.text
    assert commander(line) == "alice"
