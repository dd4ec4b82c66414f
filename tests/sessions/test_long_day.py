"""Promise B11: a hundred thousand entries today, and the program is as quick as with none."""

from __future__ import annotations

import time
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from data.journal.history import History
from tests.daylight import mid_morning
from tests.processes import fair_clock
from tests.pty_session import PtySession
from tests.sessions.home import START, Home
from tests.sessions.long_day import write_long_day
from tests.sessions.morning import DECIDED, TITLE, go_to, morning_home

pytestmark = [pytest.mark.pty, pytest.mark.serial]

COUNT = 100_000
_TRIES = 5
"""So often it is tried where something else keeps the machine busy."""


def seconds_until(session: PtySession, words: str) -> float:
    clock = fair_clock(session.process.pid)
    began = clock()
    session.wait_for(words, START)
    return clock() - began


def until_the_journal_is_seen(home: Home, words: str) -> float:
    with home.open("--screen", "journal") as session:
        return seconds_until(session, words)


def test_a_hundred_thousand_entries_today(tmp_path: Path) -> None:
    zone = ZoneInfo(mid_morning())
    with morning_home(tmp_path / "home") as home:
        empty = until_the_journal_is_seen(home, "0 entries")
        write_long_day(home.journal, datetime.now(zone), COUNT)
        seen: list[float] = []
        while len(seen) < 2 or (len(seen) < _TRIES and min(seen) - empty >= 1):
            seen.append(until_the_journal_is_seen(home, f"{COUNT - 1}: "))
        full = min(seen)
        print(f"the journal is seen after {full:.2f} s with {COUNT} entries, {empty:.2f} s with none")
        assert full - empty < 1
        with home.open() as session:
            session.wait_for("Health", START)
            session.press("6")
            go_to(session, TITLE)
            session.press("enter")
            opened = seconds_until(session, DECIDED)
            go_to(session, "Overnight backup verified")
            session.press("x")
            marked = seconds_until(session, "3 fail")
            print(f"a run opens in {opened:.2f} s, a decision shows after {marked:.2f} s")
            assert opened < 3 and marked < 1
            session.press("q")
            assert session.wait_exit() == 0
        history = History(home.journal, zone)
        began = time.monotonic()
        history.start()
        assert history.wait(10)
        took = time.monotonic() - began
        print(f"the history is counted in {took:.2f} s")
        assert took < 10 and history.days()[0].entries > COUNT
