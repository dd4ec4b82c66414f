"""Windows of every size, and storms of them. Faults 54 and 55."""

from __future__ import annotations

import pytest

from console.terminal.small_view import small_view
from tests.pty_session import PtySession
from tests.terminal.sample import sample

pytestmark = pytest.mark.pty


def settled(session: PtySession, words: str) -> None:
    """The words stand there, and nothing is written any more."""
    session.wait_for(words)
    session.wait_quiet(0.3)
    assert words in session.text


def test_a_window_too_small_says_so_and_takes_no_keys() -> None:
    with sample() as session:
        session.resize(40, 10)
        settled(session, "window too small")
        assert "ready" not in session.text
        session.type("unseen")
        session.resize(80, 24)
        settled(session, "ready")
        assert "unseen" not in session.text
        session.type("seen")
        session.wait_for("seen")
        session.resize(20, 5)
        session.wait_for("window too")
        session.press("ctrl+q")
        assert session.wait_exit() == 0


@pytest.mark.parametrize("size", [(1, 1), (0, 0), (1000, 300), (2, 100), (300, 2)])
def test_strange_sizes_do_no_harm(size: tuple[int, int]) -> None:
    with sample() as session:
        session._set_size(size)  # pyte itself cannot be 0 wide
        session.wait_quiet(0.3)
        session.resize(90, 30)
        settled(session, "ready")


def test_a_storm_settles_and_the_last_size_holds() -> None:
    with sample() as session:
        for turn in range(150):
            session.resize(60 + turn % 70, 15 + turn % 30)
        session.resize(100, 30)
        settled(session, "ready")
        before = session.cpu_seconds()
        session.wait_quiet(1)
        assert session.cpu_seconds() - before < 0.3


def test_another_size_and_back_repaints_what_the_terminal_threw_away() -> None:
    with sample() as session:
        session.resize(61, 16)
        session.resize(80, 24)
        settled(session, "ready")


@pytest.mark.parametrize("width", [1, 5, 59, 200])
@pytest.mark.parametrize("height", [1, 2, 3, 14, 50])
def test_the_small_view_fills_its_window(width: int, height: int) -> None:
    lines = small_view(width, height)
    assert len(lines) == height
    assert {len(line) for line in lines} == {width}
