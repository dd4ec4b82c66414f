"""The morning list on real sources, and the moves of a person who works through it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

import trustme

from tests.background import served
from tests.certificates import ca_file, server_context
from tests.pty_session import PtySession
from tests.servers import plain
from tests.sessions.home import START, Home
from tests.waiting import until

TITLE = "Morning health check"
DECIDED = "7 of 8 decided by themselves; 1 needs you"


@contextmanager
def morning_home(folder: Path, console: str = 'environment = "production"', *more: str) -> Iterator[Home]:
    """A home whose sources decide the whole morning list but the backup; the connections fail.

    `console` are further lines of the first table, `more` further tables.
    """
    home = Home(folder)
    authority = trustme.CA()
    with (
        served(plain('{"status": "ok"}')) as api,
        served(plain("fine"), tls=server_context(authority)) as site,
    ):
        home.configure(
            f'[[http]]\nname = "api"\nurl = "{api.url}"\nexpect_json = {{ status = "ok" }}\nevery = "1s"\n',
            f'[[tls]]\nname = "site"\naddress = "127.0.0.1:{site.port}"\n'
            f'ca_file = "{ca_file(authority, folder)}"\nevery = "2s"\n',
            home.printed(
                "pool",
                "OK: the pool | up=1 connections=81%",
                'up = "db.up", connections = "db.connections_pct"',
            ),
            home.printed(
                "rates",
                "OK: rates | errors=0.12% p95=412ms",
                'errors = "api.error_rate_pct", p95 = "api.p95_ms"',
            ),
            home.printed("disk", "OK: disk | used=41%", 'used = "host.disk_pct"'),
            *more,
            console=console,
        )
        yield home


def open_morning(session: PtySession) -> None:
    """From the first frame to the list that has ticked itself off."""
    session.wait_for("Health", START)
    session.press("6")
    go_to(session, TITLE)
    session.press("enter")
    session.wait_for(DECIDED)


def overrule_and_begin_a_note(session: PtySession) -> None:
    """One verdict overruled, and a note on another item broken off in the middle of a word."""
    go_to(session, "Database connections < 80 %")
    session.press("o")
    session.wait_for("same?")
    session.type("a batch job\r")
    session.wait_for("overruled")
    go_to(session, "Overnight backup verified")
    session.press("n")
    session.wait_for("Note on backup")
    session.type("disk is slo")
    session.wait_for("disk is slo")


def finish_and_sign(session: PtySession) -> None:
    """Back at the item and the half-written word: finish it, decide, take it away, sign, leave."""
    session.wait_for("Note on backup", START)
    session.wait_for("disk is slo")
    session.type("w\r")
    session.wait_for("disk is slow")
    session.press("space")
    session.wait_for("nothing is left")
    session.press("S")
    session.wait_for("y signs")
    session.press("m")
    session.wait_for("Written")
    session.press("y")
    session.wait_for("signed by alice")
    session.press("q")
    assert session.wait_exit() == 0


def assert_all_is_on_record(home: Home) -> None:
    """The journal is whole, and has every decision with its evidence; the summary was written."""
    home.assert_verified()
    checked = {each["item"]: each for each in home.entries("item.checked")}
    assert [item for item, each in sorted(checked.items()) if each["verdict"] == "fail"] == [
        "connections",
        "database",
    ]
    assert checked["backup"]["verdict"] == "no-data"
    evidence = checked["connections"]["evidence"][0]
    assert (evidence["source"], evidence["value"], evidence["threshold"]) == ("pool", 81.0, 80.0)
    overruled = home.entries("item.marked", "connections")[0]
    assert (overruled["self"], overruled["state"], overruled["reason"]) == ("fail", "done", "a batch job")
    assert [each["note"] for each in home.entries("item.noted")] == ["disk is slow"]
    assert [each["state"] for each in home.entries("item.marked", "backup")] == ["done"]
    signed = home.entries("run.signed")
    assert [each["by"] for each in signed] == ["alice"]
    exported = (home.journal.parent / "exports" / f"{signed[0]['run']}.md").read_text()
    assert "a batch job" in exported and "disk is slow" in exported


def go_to(session: PtySession, words: str) -> None:
    """Put the cursor on the row that holds these words, as a person does: down until it is there."""
    session.wait_for(words)
    session.press("home")
    session.wait_quiet(0.2)
    for _ in range(60):
        here = cursor_row(session)
        if words in here:
            return
        session.press("down")
        try:
            until(partial(_moved, session, here), 5)
        except AssertionError:  # it is at the end: "home" was only obeyed after the first look
            session.press("home")
            session.wait_quiet(0.2)
    raise AssertionError(f"the cursor does not get to {words!r}:\n{session.text}")


def _moved(session: PtySession, here: str) -> bool:
    return cursor_row(session) not in (here, "")


def cursor_row(session: PtySession) -> str:
    """The first line on another background than most, or reversed where there are no colours."""
    cells, lines = session.cells, session.lines
    grounds = [(cells[y][1].bg, cells[y][1].reverse) for y in range(2, len(lines))]
    usual = Counter(grounds).most_common(1)[0][0]
    return next((lines[y] for y, ground in enumerate(grounds, 2) if ground != usual), "")
