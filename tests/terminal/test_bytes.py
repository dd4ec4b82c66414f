"""What a screen costs on the line: changed cells, and nothing while nothing changes. Principle 8."""

from __future__ import annotations

import sys

import pytest

from tests.pty_session import PtySession
from tests.terminal.sample import ROOT, sample

pytestmark = pytest.mark.pty


def steady(kind: str, seconds: int) -> int:
    """Bytes while the table's program changes ten cells, so many times."""
    argv = [sys.executable, "-m", "tests.terminal.table_app", kind]
    with PtySession(argv, size=(120, 40), cwd=ROOT) as session:
        session.wait_for("turn 2")
        mark = session.mark()
        session.wait_for(f"turn {2 + seconds}")
        return session.count(mark)


def test_one_changed_cell_costs_less_than_sixty_bytes() -> None:
    with sample() as session:
        session.type("ab")
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
    assert ours < 5 * 300
    assert ours * 10 < steady("stock", 5)
