"""What a screen costs on the line: changed cells, and nothing while nothing changes. Principle 8."""

from __future__ import annotations

import sys

import pytest

from tests.pty_session import PtySession
from tests.terminal.sample import ROOT, sample

pytestmark = pytest.mark.pty


def turn(screen: str) -> int:
    """How often the table's program has changed its cells."""
    return int(screen.partition("turn ")[2].split()[0]) if "turn " in screen else 0


def steady(kind: str, turns: int) -> float:
    """Bytes that the table's program writes each time it changes ten cells, taken over so many times."""
    argv = [sys.executable, "-m", "tests.terminal.table_app", kind]
    with PtySession(argv, size=(120, 40), cwd=ROOT) as session:
        first = turn(session.wait_for(lambda screen: turn(screen) >= 2))
        mark = session.mark()
        last = turn(session.wait_for(lambda screen: turn(screen) >= first + turns))
        return session.count(mark) / (last - first)


def test_one_changed_cell_costs_less_than_sixty_bytes() -> None:
    with sample() as session:
        session.type("ab")
        session.wait_for("ab")
        mark = session.wait_quiet()
        session.press("left")
        session.press("delete")
        session.press("x")
        session.wait_for("ax")
        session.wait_quiet()
        assert session.count(mark) < 3 * 60


def test_nothing_changing_costs_nothing() -> None:
    with sample() as session:
        mark = session.wait_quiet()
        session.wait_quiet(2)
        assert session.count(mark) == 0


def test_a_table_costs_what_changed_in_it() -> None:
    ours = steady("ours", 5)
    assert ours < 300
    assert ours * 10 < steady("stock", 5)
