"""Working through runbooks in a terminal: in an incident, with checks, with another person's answers."""

from __future__ import annotations

import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import count
from pathlib import Path

import pytest

from tests.sessions.till_home import TillHome, answer, asked

pytestmark = pytest.mark.pty

CHECK = '{ signal = "db.up", must = ">= 1", every = "0.1s", attempts = 2, abort = "last" }'
CHALLENGE = """
schema = 1
[[runbook]]
id = "shop-till"
title = "Till does not open"
kind = "runbook"
style = "challenge-response"
owner = "Cashier"
box = "5m"
[[runbook.phase]]
title = "All"
steps = [
    { id = "ask", title = "Is the drawer empty?", manual = true },
    { id = "look", title = "The till answers", check = {CHECK} },
    { id = "skipped", title = "In between", manual = true },
    { id = "last", title = "Is it closed?", manual = true },
]
"""


def test_a_dry_run_asks_and_runs_nothing(tmp_path: Path) -> None:
    home = TillHome(tmp_path)
    declared = home.line.call("incident", "declare", "--severity", "P0", "--title", "till down")
    incident = declared.out.strip()
    with home.work("run", "shop-till") as session:
        for title in ("Count one", "Count two", "Count three slowly"):
            asked(session, "A dry run: nothing is done. Go on?", title)
            answer(session, "y")
        asked(session, "A dry run: nothing is done. Go on?", "Count four")
        answer(session, "a")
        asked(session, "Why is it broken off?")
        answer(session, "seen enough")
        assert session.wait_exit() == 1
    assert home.count == 0
    run = home.run()
    assert (run["mode"], run["state"], run["incident"]) == ("dry", "aborted", incident)
    assert run["ended"]["words"] == "seen enough"
    shown = home.line.call("incident", "show", incident).out
    assert "seen enough" in shown and "Till does not open" in shown


def test_a_challenge_and_a_check_that_never_holds(tmp_path: Path) -> None:
    home = TillHome(tmp_path)
    (tmp_path / "own.toml").write_text(CHALLENGE.replace("{CHECK}", CHECK))
    with home.work("run", "shop-till", "--execute") as session:
        asked(session, "Does somebody answer?", "Is the drawer empty?")
        answer(session, "y")
        asked(session, "Who answers?")
        answer(session, "alice")
        asked(session, "What is answered?")
        answer(session, "yes")
        asked(session, "What now?")
        assert "answered by another person" in session.text
        answer(session, "y")
        asked(session, "Does somebody answer?", "Is the drawer empty?")
        answer(session, "y")
        asked(session, "Who answers?")
        answer(session, "@bob")
        asked(session, "What is answered?")
        answer(session, "yes, empty")
        asked(session, "Look now?", "The till answers")
        answer(session, "y")
        asked(session, "What now?", "The till answers")
        assert session.text.count("no-data: not configured: nothing feeds db.up") == 2
        assert "b go on at last" in session.text
        answer(session, "b")
        asked(session, "Does somebody answer?", "Is it closed?")
        answer(session, "s")
        asked(session, "Why is it skipped?")
        answer(session, "nobody is there")
        assert session.wait_exit() == 0
    steps = {each["id"]: each for each in home.run()["steps"]}
    assert [each["state"] for each in steps.values()] == ["done", "passed-over", "passed-over", "skipped"]
    assert steps["ask"]["confirmed"]["responder"] == "bob"
    assert steps["ask"]["confirmed"]["answer"] == "yes, empty"
    assert steps["look"]["checks"][0]["verdict"] == "no-data"
    home.assert_verified()


RESTART = """
schema = 1
[[runbook]]
id = "shop-till"
title = "Till does not open"
kind = "runbook"
owner = "Cashier"
box = "5m"
[[runbook.phase]]
title = "All"
steps = [{ id = "restart", title = "Start it again", command = ["touch", "PLACE"], check = CHECK }]
"""
AGAIN = '{ signal = "http.up", must = ">= 1", every = "0.3s", attempts = 30 }'


def test_a_check_asks_the_sources_until_it_holds(tmp_path: Path) -> None:
    """The service comes back a while after the command that starts it."""
    place, asked_since = tmp_path / "started", count()

    class Service(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            back = place.exists() and next(asked_since) >= 2
            self.send_response(200 if back else 503)
            self.end_headers()

        def log_message(self, format: str, *args: object) -> None:
            """Nobody reads it."""

    home = TillHome(tmp_path)
    (tmp_path / "own.toml").write_text(RESTART.replace("CHECK", AGAIN).replace("PLACE", str(place)))
    with ThreadingHTTPServer(("127.0.0.1", 0), Service) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        url = f"http://127.0.0.1:{server.server_port}/"
        table = f'[[http]]\nname = "till"\nurl = "{url}"\nexpect_status = [200]\n'
        home.configure(f'[[procedure]]\npath = "{tmp_path / "own.toml"}"\n', table)
        with home.work("run", "shop-till", "--execute") as session:
            asked(session, "Run it?", "Start it again")
            answer(session, "y")
            assert session.wait_exit() == 0
            assert "1: fail" in session.text
        server.shutdown()
    [check] = home.run()["steps"][0]["checks"]
    assert check["verdict"] == "pass" and check["attempts"] > 1
    assert (check["evidence"][0]["source"], check["evidence"][0]["value"]) == ("till", 1.0)
