"""One source whole: its times and the clocks behind them."""

from __future__ import annotations

from datetime import timedelta

import pytest

from data.models.failure import Failure, FailureKind
from data.models.reading import Answer, Observation
from data.models.round import Round
from data.store import Store
from tests.fakes import HandClock, answering, moved_wall, policy, source
from tests.gallery import ZONE
from tests.host import text_of
from widgets.health.health_row import Columns, Moment, health_line
from widgets.health.source_detail import source_lines
from widgets.line import plain_text


def shown(clock: HandClock, store: Store) -> str:
    store.expire()
    snapshot = store.snapshot()
    return text_of(source_lines(snapshot.sources[0], snapshot, ZONE, 80, store.history, None))


def seen(clock: HandClock, offset: timedelta) -> Store:
    """A store with one answer, whose own time is so far from ours."""
    store = Store([source("a", answering(), every=600.0)], policy(), clock)
    value = Observation("x.pct", 1.0, "%", observed_at=clock.now() + offset)
    store.record(Round("a", clock.now(), clock.elapsed(), 5.0, Answer((value,), "query")))
    return store


@pytest.mark.parametrize(
    ("offset", "words"),
    [
        (timedelta(minutes=10), "its clock is 10 min ahead of ours"),
        (timedelta(minutes=-10), "what it says was true 10 min before"),
    ],
)
def test_another_clock_is_told(offset: timedelta, words: str) -> None:
    """Fault 73."""
    clock = HandClock()
    assert words in shown(clock, seen(clock, offset))


@pytest.mark.parametrize("offset", [timedelta(seconds=1), timedelta(), timedelta(seconds=-60)])
def test_a_moment_is_not_worth_a_word(offset: timedelta) -> None:
    clock = HandClock()
    told = shown(clock, seen(clock, offset))
    assert "ahead" not in told and "before" not in told


@pytest.mark.parametrize("seconds", [3600.0, -3600.0, 315360000.0])
def test_an_age_does_not_follow_the_wall_clock(seconds: float) -> None:
    """Fault 70."""
    clock = HandClock()
    store = seen(clock, timedelta())
    clock.move(5)
    moved_wall(clock, seconds)
    assert "(5 s ago" in shown(clock, store)


def test_a_suspend_counts() -> None:
    """Fault 71: what was seen before it is out of date after it."""
    clock = HandClock()
    store = seen(clock, timedelta())
    clock.move(7200)
    told = shown(clock, store)
    assert "stale" in told and "(2 h ago" in told


def test_what_could_not_be_read_says_why_in_all_the_room_there_is() -> None:
    clock = HandClock()
    store = Store([source("a", answering(), every=600.0)], policy(), clock)
    missing = Observation("x.pct", None, "%", failure=Failure(FailureKind.TIMEOUT, "cloudwatch is not there"))
    store.record(Round("a", clock.now(), clock.elapsed(), 5.0, Answer((missing,), "query")))
    rows = shown(clock, store).splitlines()
    assert any(len(row) <= 80 and row.endswith("— cloudwatch is not there") for row in rows)
    state = store.snapshot().sources[0]
    row = plain_text(health_line(state, Columns.at(80), Moment(clock.now(), clock.elapsed(), ZONE)))
    assert "a · pct" in row and "cloudwatch is not there" in row


def test_a_value_without_a_limit_is_said_once() -> None:
    clock = HandClock()
    told = shown(clock, seen(clock, timedelta()))
    assert told.count("1 %") == 1 and "no limit set" not in told
