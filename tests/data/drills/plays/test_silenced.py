"""Silences that were made in a drill are made again from what its entries tell of them."""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from data.alerts import writing
from data.alerts.case import Case, Standing
from data.alerts.desk import Kept
from data.alerts.writing import Done, Place
from data.drills.plays.silenced import silences_told
from data.drills.worlds.silences import Silences
from data.models.alert import Alert, Gravity, Matcher, Silence
from data.models.entry import Entry
from data.models.verdict import Verdict
from tests.data.drills.worlds.test_silences import Desk

_HOUR = timedelta(hours=1)
MATCHERS = (
    Matcher("service", "api one"),
    Matcher("job", 'a"b.*', is_regex=True),
    Matcher("team", "x", is_equal=False),
    Matcher("zone", "y", is_regex=True, is_equal=False),
)


class Players:
    """Answer the alert of a desk, and keep what the journal is told."""

    def __init__(self) -> None:
        self.desk = Desk()
        self.entries: list[Entry] = []
        [alert], _ = self.desk.at(500)
        self.case = case_of(alert)

    @property
    def place(self) -> Place:
        return Place(self.desk.keeper, "api", "the scenario", "alice", self.desk.clock.now())

    async def do(self, act: Callable[[Place], Coroutine[Any, Any, Done]]) -> None:
        done = await act(self.place)
        assert done.draft is not None
        at, number, draft = self.desk.clock.now(), len(self.entries), done.draft
        told = Entry(
            f"{number}", 1, at, at.date(), "alice", "host", draft.kind, True, dict(draft.fields), "", ""
        )
        self.entries.append(told)
        self.desk.clock.step(10)

    def kept(self) -> Kept:
        _, silences = self.desk.at(self.desk.clock.elapsed())
        return Kept("api", silences[-1])


def case_of(alert: Alert) -> Case:
    return Case(
        key=f"alert/{alert.id}",
        title=alert.title,
        standing=Standing.UNANSWERED,
        gravity=Gravity.MEDIUM,
        verdict=Verdict.FAIL,
        severity=alert.severity,
        since=alert.at,
        summary="",
        sources=("api",),
        fingerprint=alert.id,
        labels=alert.labels,
    )


async def everything(players: Players) -> None:
    await players.do(lambda place: writing.take_on(place, players.case, "on it"))
    held = players.kept().silence
    given = replace(players.case, answered=None)
    await players.do(lambda place: writing.finish(place, Kept("api", held)))
    until = players.desk.clock.now() + _HOUR
    await players.do(lambda place: writing.make_silent(place, given, until, "known"))
    await players.do(lambda place: writing.make_silent_by(place, MATCHERS, until, "all of it"))
    await players.do(lambda place: writing.lengthen(place, players.kept(), until + _HOUR))


async def test_all_that_was_silenced_is_silent_again() -> None:
    players = Players()
    await everything(players)
    before = players.desk.world.silences
    again = Silences()
    again.have(silences_told(players.entries))
    moments = [players.desk.clock.now() + timedelta(seconds=each) for each in (-45, -35, -1, 0, 5000, 9000)]
    listed = [before.listed("api", moment) for moment in moments]
    assert [len(each) for each in listed] == [1, 0, 2, 2, 1, 0]
    assert [again.listed("api", moment) for moment in moments] == listed


async def test_one_that_is_made_now_has_a_name_of_its_own() -> None:
    players = Players()
    await everything(players)
    told = silences_told(players.entries)
    told.pop("api/silence-1")
    silences = players.desk.world.silences = Silences()
    silences.have(told)
    made = await players.desk.keeper.silence(players.desk.wish(matchers=MATCHERS))
    assert made == "api/silence-4" and not {made} & told.keys()


@pytest.mark.parametrize("gone", ["silence", "until"])
async def test_what_says_too_little_counts_as_absent(gone: str) -> None:
    players = Players()
    await players.do(lambda place: writing.take_on(place, players.case, "on it"))
    [told] = players.entries
    del told.fields[gone]  # type: ignore[attr-defined]
    found: dict[str, Silence] = silences_told(players.entries)
    assert found == {}
