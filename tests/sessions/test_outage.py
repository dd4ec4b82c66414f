"""A night with a database that is gone: declared, told, worked and resolved by keys alone, through ssh.

The line is cut twice and the console killed once; the journal has it all, to the second.
"""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from console.lab.lab import Lab
from console.lab.vendors.statuspage import UNLUCKY
from tests.lab_environment import broken
from tests.processes import processes_of
from tests.pty_session import PtySession
from tests.sessions.home import ARGV, ROOT, START, Home
from tests.ssh_server import SshServer, ssh_server
from tests.waiting import until

pytestmark = [pytest.mark.pty, pytest.mark.lab]

SLACK = timedelta(milliseconds=50)
"""By which two clocks of one machine may differ, and what a journal rounds."""
_LONG = 120.0
RUN = "Database connection issues"


class Night:
    """One commander, one incident, and when the script did what."""

    def __init__(self, lab: Lab, home: Home, server: SshServer) -> None:
        self.lab = lab
        self.home = home
        self.server = server
        self.times: dict[str, tuple[datetime, datetime]] = {}
        """Of each deed the moment before its last key, and the one at which it was seen."""
        self.where = ("--config", str(lab.config_path), "--log-dir", str(home.journal))

    @contextmanager
    def console(self) -> Iterator[PtySession]:
        """The console at the far end of a line."""
        environ = {name: value for name, value in self.home.environ().items() if value} | {"LANG": "C.UTF-8"}
        argv = [*ARGV, *self.where]
        with self.server.run(argv, cwd=ROOT, environ=environ, size=(110, 34)) as session:
            yield session

    def command(self, *arguments: str) -> Any:  # noqa: ANN401 - whatever JSON holds
        """What a command prints as JSON."""
        called = self.home.line.call(*arguments, *self.where)
        assert called.code == 0, called.err
        return called.json

    def types(self, session: PtySession, key: str, line: str, seen: str) -> None:
        """Write on the incident's line, and see what came of it."""
        session.press(key)
        session.wait_for("esc Leave")
        session.type(line)
        session.wait_for(line[-20:])
        with self.noting(line):
            session.press("enter")
            session.wait_for(seen, _LONG)

    @contextmanager
    def noting(self, deed: str) -> Iterator[None]:
        """Whatever is put on record within the block."""
        began = datetime.now(UTC)
        yield
        self.times[deed] = (began, datetime.now(UTC))

    def gone(self) -> None:
        """Nobody who served this person is left."""
        until(lambda: not processes_of(self.home.folder), _LONG)


def back_at_the_incident(session: PtySession) -> None:
    session.wait_for("INC-", START)
    session.wait_quiet(0.5)
    session.press("8")
    session.wait_for("n note", _LONG)


def declare(night: Night) -> None:
    """Two keys from the health screen; then a note, and the line is cut."""
    with night.console() as session:
        session.wait_for("connection refused", _LONG)
        session.wait_for("runbook “Database", _LONG)
        session.press("i")
        session.wait_for("Declare an incident", _LONG)
        with night.noting("declared"):
            session.press("enter")
            session.wait_for("INVESTIGATING", _LONG)
            session.wait_for("declared P0")
        night.types(session, "n", "the primary does not answer", "✎ alice")
        session.hang_up()
    night.gone()


def tell(night: Night) -> None:
    """Trouble spreads and is seen; somebody is called; words go out; then the console is killed."""
    with night.console() as session:
        back_at_the_incident(session)
        night.lab.break_("api-500")
        night.lab.break_("vendor-down")
        session.wait_for("project-management-api", _LONG)
        night.types(session, "n", "/escalate manager nobody else can fail over", "called manager")
        session.wait_quiet(0.3)
        session.press("u")
        session.wait_for("internal words", _LONG)
        session.press("ctrl+s")
        session.wait_for("y sends", _LONG)
        with night.noting("told"):
            session.press("y")
            session.wait_for("internal words: P0", _LONG)
        for pid in processes_of(night.home.folder):
            os.kill(pid, signal.SIGKILL)
    night.gone()


def work(night: Night) -> None:
    """The runbook that fits is worked through; in the middle of it the line is cut."""
    with night.console() as session:
        back_at_the_incident(session)
        session.press("r")
        session.wait_for(RUN, _LONG)
        session.wait_for("Run it")
        session.press("x")
        session.wait_for("Dry run")
        session.press("e")
        session.wait_for("0/7", _LONG)
        skip(session, "the dashboard is out of reach", "1/7")
        session.press("space")
        session.wait_for("2/7", _LONG)
        session.hang_up()
    night.gone()


def mend(night: Night) -> None:
    """Back at the very step; the rest of the run, and the end."""
    with night.console() as session:
        session.wait_for("2/7", START)
        skip(session, "psql is not here", "3/7")
        skip(session, "no dashboard", "4/7")
        session.wait_quiet(0.3)
        session.press("space")
        session.wait_for("5/7", _LONG)
        session.wait_quiet(0.3)
        session.press("space")
        night.lab.mend("db-down")
        night.lab.mend("api-500")
        session.wait_for("6/7", _LONG)
        session.press("enter")
        session.wait_for("7/7", _LONG)
        session.press("8")
        session.wait_for("n note", _LONG)
        night.types(session, "n", "/status mitigating", "MITIGATING")
        night.types(session, "n", "/status monitoring", "MONITORING")
        night.types(session, "n", "/resolve the primary is back", "RESOLVED")
        night.types(session, "n", "/met report", "report is done")
        session.press("escape")
        session.wait_for("t Task")
        session.wait_quiet(0.5)
        session.press("q")
        assert session.wait_exit() == 0


def skip(session: PtySession, why: str, then: str) -> None:
    session.wait_quiet(0.3)
    session.press("s")
    session.wait_for("skipped?", _LONG)
    session.type(f"{why}\r")
    session.wait_for(then, _LONG)


def within(said: str, then: tuple[datetime, datetime]) -> bool:
    return then[0] - SLACK <= datetime.fromisoformat(said) <= then[1] + SLACK


def test_an_outage_from_the_first_key_to_the_report(lab: Lab, tmp_path: Path) -> None:
    home = Home(tmp_path / "home")
    with ssh_server() as server, broken(lab, "db-down"):
        night = Night(lab, home, server)
        try:
            declare(night)
            tell(night)
            work(night)
            mend(night)
        finally:
            for fault in ("api-500", "vendor-down"):
                lab.mend(fault)
        (incident,) = night.command("incident", "list", "--json")["incidents"]
        shown = night.command("incident", "show", incident["id"], "--json")
        report = night.command("report", "incident", incident["id"], "--format", "json")
        (run,) = night.command("runbook", "runs", "--json")
        run = night.command("runbook", "status", run["id"], "--json")
        verified = home.line.call("log", "verify", *night.where)
    assert verified.code == 0, verified.out + verified.err
    kinds = [line["kind"] for line in shown["timeline"]]
    assert (kinds.count("declared"), kinds.count("escalated"), kinds.count("resolved")) == (1, 1, 1)
    assert {"signal", "alert", "update", "note"} <= set(kinds)
    assert any(f"{UNLUCKY} status" in line["words"] for line in shown["timeline"])
    assert_times_are_those_of_the_script(night, report)
    steps = {step["id"]: step["state"] for step in run["steps"]}
    assert steps["status"] == "skipped" and steps["well"] == "done", steps
    assert run["incident"] == incident["id"]


def assert_times_are_those_of_the_script(night: Night, report: Any) -> None:  # noqa: ANN401
    """What the report says of the main moments, and of what was done against the clocks."""
    script = {
        "declared": "declared",
        "mitigated": "/status monitoring",
        "resolved": "/resolve the primary is back",
    }
    for name, line in script.items():
        assert within(report["times"][name]["at"], night.times[line]), (name, report["times"], night.times)
    done = {clock["name"]: clock for clock in report["clocks"] if clock["done"]}
    assert within(done["internal-update"]["done"], night.times["told"])
    assert within(done["act"]["done"], night.times["/status mitigating"])
    assert report["doubts"] == []
