"""Five hundred incidents, five thousand lines in one: it opens in 0.3 s and answers in 100 ms."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from data.journal.journal import Journal
from tests.daylight import mid_morning
from tests.fakes import HandClock
from tests.incident_journal import crafted
from tests.processes import fair_clock
from tests.pty_session import PtySession
from tests.sessions.home import START, Home

pytestmark = [pytest.mark.pty, pytest.mark.serial]

OPENS_S, ANSWERS_S = 0.3, 0.1
_TRIES = 5


@pytest.fixture(scope="module")
def large_home(tmp_path_factory: pytest.TempPathFactory) -> Home:
    """Written in the hour before now; the tests only look at it."""
    home = Home(tmp_path_factory.mktemp("large"))
    home.configure(home.printed("disk", "OK: disk | used=41%", 'used = "host.disk_pct"', every="30s"))
    clock = HandClock(datetime.now(UTC) - timedelta(hours=1))
    zone = ZoneInfo(mid_morning())
    journal = Journal.open(home.journal, by="alice", host="bastion-1", zone=zone, time=clock)
    crafted(journal, clock, incidents=500, lines=5000)
    assert journal.close(10) == ()
    return home


def seconds(session: PtySession, key: str, seen: str) -> float:
    """From a key to what it shows."""
    clock = fair_clock(session.process.pid)
    began = clock()
    session.press(key)
    session.wait_for(seen)
    return clock() - began


def test_it_opens_and_answers_at_once(large_home: Home) -> None:
    with large_home.open() as session:
        session.wait_for("trouble number 499", START)
        session.wait_for("1 of 1 source passes", START)
        session.wait_quiet()
        first = seconds(session, "8", "Timeline 5,001")
        opened, answered = [], []
        for _ in range(_TRIES):
            session.wait_quiet()
            seconds(session, "1", "1 of 1 source passes")
            session.wait_quiet()
            opened.append(seconds(session, "8", "Timeline 5,001"))
            session.wait_quiet()
            answered.append(seconds(session, "right", "▸Work"))
            answered.append(seconds(session, "left", "▸Timeline"))
        print(f"first {first:.3f} s, then {min(opened):.3f} s; a key {min(answered):.3f} s")
        assert min(opened) < OPENS_S
        assert min(answered) < ANSWERS_S


def test_it_opens_at_once_for_the_first_time_too(large_home: Home) -> None:
    """Only once in a process: another console is asked where something else kept this one busy."""
    firsts: list[float] = []
    while len(firsts) < _TRIES and min(firsts, default=OPENS_S) >= OPENS_S:
        with large_home.open() as session:
            session.wait_for("trouble number 499", START)
            session.wait_for("1 of 1 source passes", START)
            session.wait_quiet()
            firsts.append(seconds(session, "8", "Timeline 5,001"))
    assert min(firsts) < OPENS_S, firsts
