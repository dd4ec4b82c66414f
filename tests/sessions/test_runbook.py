"""A procedure at the whole program, by keys alone; the console is killed while a command runs."""

from __future__ import annotations

import signal
from pathlib import Path

import pytest

from tests.processes import processes_of
from tests.pty_session import PtySession
from tests.sessions.home import START, Home
from tests.till import Till
from tests.waiting import until

pytestmark = pytest.mark.pty


@pytest.fixture
def till(tmp_path: Path) -> Till:
    return Till(tmp_path)


@pytest.fixture
def home(tmp_path: Path, till: Till) -> Home:
    home = Home(tmp_path / "home")
    loud = home.printed("loud", "OK | connections=81", 'connections = "db.connections_pct"')
    home.configure(loud, f'[[procedure]]\npath = "{till.file}"\n')
    return home


def work_through_the_first(session: PtySession) -> None:
    """To the command that never ends: what is seen leads there, and each yes is given for what is shown."""
    session.wait_for("Till does not open” fits", START)
    session.press("r")
    session.wait_for("x Run it")
    session.press("x")
    session.wait_for("Dry run")
    session.press("e")
    session.wait_for("EXECUTE")
    session.press("space")
    session.wait_for("It has a command")
    session.press("enter")
    session.wait_for("What stands for --who={name:who}?")
    session.type("bo")
    session.press("enter")
    session.wait_for("Run this?")
    session.press("y")
    session.wait_for("Reset it")
    session.wait_for("changes something")
    session.press("enter")
    session.wait_for("What stands for {id:till}?")
    session.type("till-7")
    session.press("enter")
    session.wait_for("To run it, type till-7")
    session.type("till-7")
    session.press("enter")
    session.wait_for("$ /bin/sleep 600")


_AGAIN = "press the key again"


def test_by_keys_alone_killed_and_gone_on_with(home: Home, till: Till) -> None:
    with home.open() as session:
        work_through_the_first(session)
        assert till.runs == [["--who=bo"], ["reset", "till-7"]]
        session.press("enter")
        session.wait_for("Run this?")
        session.press("y")
        session.wait_for("running for")
        session.signal(signal.SIGKILL)
        session.wait_exit()
    until(lambda: not processes_of(home.folder), START)
    with home.open() as session:
        session.wait_for("outcome unknown", START)
        session.press("s")
        session.wait_for(lambda screen: "Why is the step “wait” skipped?" in screen or _AGAIN in screen)
        if _AGAIN in session.text:  # the cursor had not been kept at the step when it was killed
            session.press("s")
        session.wait_for("Why is the step “wait” skipped?")
        session.type("looked: it is gone")
        session.press("enter")
        session.wait_for("Live readings decide")
        home.reprint("loud", "OK | connections=41")
        session.press("enter")
        session.wait_for("enter ends the run")
        session.press("enter")
        session.wait_for("Done, ended by alice")
        session.type("q")
        assert session.wait_exit() == 0
    codes = [each.get("code") for each in home.entries("runbook.finished")]
    assert codes == [0, 0] and len(home.entries("runbook.started")) == 3
    assert [each["outcome"] for each in home.entries("runbook.ended")] == ["done"]
    assert till.runs == [["--who=bo"], ["reset", "till-7"]]
    home.assert_verified()


def test_a_signal_ends_what_runs_and_says_so(home: Home, till: Till) -> None:
    with home.open() as session:
        work_through_the_first(session)
        session.press("enter")
        session.wait_for("Run this?")
        session.press("y")
        session.wait_for("running for")
        session.signal(signal.SIGTERM)
        session.wait_exit()
    until(lambda: not processes_of(home.folder), START)
    assert [each["ended"] for each in home.entries("runbook.finished")] == ["exited", "exited", "stopped"]
    home.assert_verified()
