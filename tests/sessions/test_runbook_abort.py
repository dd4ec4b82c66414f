"""Whatever ends a run of a runbook, and wherever: nothing further is done. Faults 65 to 67."""

from __future__ import annotations

import signal
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.processes import processes_of
from tests.pty_session import PtySession
from tests.sessions.home import START
from tests.sessions.till_home import TillHome, answer, asked
from tests.waiting import until

pytestmark = pytest.mark.pty


def first(session: PtySession) -> None:
    asked(session, "Run it?", "Count one")


def gap(session: PtySession) -> None:
    first(session)
    answer(session, "y")
    asked(session, "backup (id)", "Count two")


def second(session: PtySession) -> None:
    gap(session)
    answer(session, "b-17")
    asked(session, "Run it?", "Count two")


def target(session: PtySession) -> None:
    second(session)
    answer(session, "y")
    asked(session, "It changes b-17.", "Count two")


def reason(session: PtySession) -> None:
    second(session)
    answer(session, "s")
    asked(session, "Why is it skipped?")


def third(session: PtySession) -> None:
    target(session)
    answer(session, "b-17")
    asked(session, "Run it?", "Count three slowly")


def typed(text: str) -> Callable[[PtySession], None]:
    return lambda session: answer(session, text)


def pressed(key: str) -> Callable[[PtySession], None]:
    return lambda session: session.press(key)


def sent(number: signal.Signals) -> Callable[[PtySession], None]:
    return lambda session: session.signal(number)


def hung_up(session: PtySession) -> None:
    session.hang_up()


POINTS = [
    (first, typed("n"), 0),
    (first, typed(""), 0),
    (first, typed("nonsense"), 0),
    (first, pressed("ctrl+c"), 0),
    (first, pressed("ctrl+d"), 0),
    (first, hung_up, 0),
    (first, sent(signal.SIGTERM), 0),
    (first, sent(signal.SIGKILL), 0),
    (gap, typed(""), 1),
    (gap, pressed("ctrl+c"), 1),
    (gap, hung_up, 1),
    (second, typed("N"), 1),
    (second, pressed("ctrl+d"), 1),
    (second, sent(signal.SIGKILL), 1),
    (target, typed(""), 1),
    (target, pressed("ctrl+c"), 1),
    (target, pressed("ctrl+d"), 1),
    (target, hung_up, 1),
    (reason, typed(""), 1),
    (reason, sent(signal.SIGHUP), 1),
    (third, pressed("ctrl+c"), 2),
    (third, sent(signal.SIGTERM), 2),
]


@pytest.mark.parametrize(("point", "way", "calls"), POINTS)
def test_nothing_further_is_done(
    point: Callable[[PtySession], None], way: Callable[[PtySession], None], calls: int, tmp_path: Path
) -> None:
    home = TillHome(tmp_path)
    with home.work("run", "shop-till", "--execute") as session:
        point(session)
        way(session)
        assert session.wait_exit() != 0
    assert home.count == calls
    assert processes_of(tmp_path) == []
    run = home.run()
    assert run["state"] == "open" and run["unknown"] == []
    done = [each["executions"][-1]["exit_code"] for each in run["steps"] if each["executions"]]
    assert done == [0] * calls
    home.assert_verified()


@pytest.mark.parametrize("way", [hung_up, sent(signal.SIGTERM), sent(signal.SIGKILL)])
def test_a_command_goes_with_the_console(way: Callable[[PtySession], None], tmp_path: Path) -> None:
    """Its child in a session of its own too; and where nobody was left to say how it ended, that is said."""
    home = TillHome(tmp_path)
    with home.work("run", "shop-till", "--execute", "--set", "backup=b-17", "--target", "b-17") as session:
        first(session)
        answer(session, "y")
        asked(session, "Run it?", "Count two")
        answer(session, "y")
        asked(session, "Run it?", "Count three slowly")
        answer(session, "y")
        until(lambda: home.count == 3, START)
        way(session)
        assert session.wait_exit() != 0
    until(lambda: not processes_of(tmp_path), START)
    run = home.run()
    killed = session.process.returncode == -signal.SIGKILL
    assert run["unknown"] == (["three"] if killed else [])
    assert run["steps"][2]["executions"][0]["ended"] == (None if killed else "stopped")
    with home.work("resume") as session:
        session.wait_for("outcome unknown" if killed else "stopped by hand")
        asked(session, "What now?")
        screen = session.text
        assert screen.count("exit code 0, took") == 2
        answer(session, "n")
        assert session.wait_exit() == 1
    assert home.count == 3


def test_a_second_enter_answers_nothing(tmp_path: Path) -> None:
    """Fault 67: a key that repeats."""
    home = TillHome(tmp_path)
    with home.work("run", "shop-till", "--execute", "--set", "backup=b-17") as session:
        first(session)
        session.type("y\ry\ry\r")
        asked(session, "Run it?", "Count two")
        session.wait_quiet()
        assert home.count == 1
        answer(session, "n")
        assert session.wait_exit() == 1
    assert home.count == 1


def test_stopping_by_hand_and_going_on_to_the_end(tmp_path: Path) -> None:
    home = TillHome(tmp_path)
    with home.work("run", "shop-till", "--execute", "--set", "backup=b-17") as session:
        first(session)
        answer(session, "y")
        asked(session, "Run it?", "Count two")
        answer(session, "y")
        asked(session, "It changes b-17.")
        answer(session, "b-18")
        asked(session, "What now?")
        assert home.count == 1
        answer(session, "y")
        asked(session, "Run it?", "Count two")
        answer(session, "y")
        asked(session, "It changes b-17.")
        answer(session, "b-17")
        asked(session, "Run it?", "Count three slowly")
        answer(session, "y")
        session.wait_for(lambda _: home.count == 3)
        session.press("ctrl+c")
        asked(session, "What now?", "Count three slowly")
        assert "stopped by hand, and ended" in session.text
        answer(session, "d")
        asked(session, "What makes it done?")
        answer(session, "slow enough")
        asked(session, "Run it?", "Count four")
        answer(session, "y")
        assert session.wait_exit() == 0
        assert "shop-till-" in session.text and "done" in session.text
    assert home.count == 4
    run = home.run()
    assert [each["state"] for each in run["steps"]] == ["done"] * 4
    assert run["steps"][2]["executions"][0]["output"] == "counted slow\n"
    assert run["state"] == "done" and run["begun"]["by"] == "alice"
    home.assert_verified()
