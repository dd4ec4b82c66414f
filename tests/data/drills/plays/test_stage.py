"""The same deeds at the same seconds give the same world, at whatever speed it is played."""

from __future__ import annotations

import pytest

from data.drills.plays.stage import Stage
from data.drills.plays.telling import INJECT
from data.drills.worlds.world import World
from data.models.entry import Draft
from data.models.round import Round
from data.models.snapshot import SourceState
from data.policies.book import load_policies
from data.provider import Source
from data.stage_clock import StageClock
from data.store import Store
from tests.data.drills.players import Players
from tests.drill_console import LEAK
from tests.fakes import HandClock, answering

RIGHT = "unified-database-connections"
_BEAT = 0.2


def played(speed: float, beat: float = _BEAT) -> tuple[list[Round], tuple[SourceState, ...], list[Draft]]:
    """Declare, cure, and look on, up to the 900th second; entries are heard a beat late."""
    base = HandClock()
    clock = StageClock(base, LEAK.starts, speed=speed)
    sources = [
        Source(each.name, each.kind, each.group, each.every, 3.0, True, answering()) for each in LEAK.services
    ]
    store = Store(sources, load_policies().get("manual"), clock)
    rounds: list[Round] = []

    def record(round: Round) -> None:
        rounds.append(round)
        store.record(round)

    stage, told = Stage(World(LEAK, 7), clock, record), list[Draft]()
    players = Players(LEAK)
    players.declares(300.3, "P0")
    players.works(600.7, RIGHT, "status", "redeploy", "restart")
    waiting = sorted(players.scene.entries, key=lambda entry: entry.at)
    while stage.second < 900:
        base.move(beat)
        told += stage.beat()
        heard = [each for each in waiting if (each.at - LEAK.starts).total_seconds() <= stage.second]
        stage.take(heard)
        waiting = waiting[len(heard) :]
    clock.pause()
    clock.step(900 - stage.second)
    for _ in range(3):
        told += stage.beat()
    within = [each for each in rounds if each.ended_elapsed <= 900]
    return within, store.snapshot().sources, told


def test_at_any_speed_the_readings_are_the_same() -> None:
    slow = played(1.0)
    for speed, beat in ((10.0, _BEAT), (5.0, 0.17), (2.0, 0.31)):
        assert played(speed, beat) == slow
    rounds, states, told = slow
    assert next(each for each in states if each.name == "api").failure is None
    assert max(each.ended_elapsed for each in rounds) == 900
    assert [draft.kind for draft in told] == [INJECT]
    assert told[0].fields["incident"]


def test_while_time_stands_nothing_goes_on_but_questions_are_answered() -> None:
    base, rounds = HandClock(), list[Round]()
    clock = StageClock(base, LEAK.starts, running=False)
    stage = Stage(World(LEAK, 7), clock, rounds.append)
    stage.beat()
    first = len(rounds)
    assert first == len(LEAK.services)
    base.move(100)
    for _ in range(5):
        stage.beat()
    assert len(rounds) == first
    stage.hurry()
    asked = clock.now()
    for _ in range(3):
        stage.beat()
    assert len(rounds) == 2 * first
    assert all(each.ended_at >= asked and each.ended_elapsed >= clock.elapsed() for each in rounds[first:])


@pytest.mark.parametrize("again", [1, 2])
def test_what_is_known_already_changes_nothing(again: int) -> None:
    stage = Stage(World(LEAK, 7), StageClock(HandClock(), LEAK.starts), lambda _: None)
    players = Players(LEAK)
    players.works(600, RIGHT, "status", "restart")
    for _ in range(again):
        stage.take(players.scene.entries)
    cured = [each for each in stage.world.episodes(900) if each.cured is not None]
    assert {each.trouble.id for each in cured} == {"leak", "refused", "down"}
    assert {each.cured for each in cured} == {620}


def test_a_dry_run_does_nothing() -> None:
    stage = Stage(World(LEAK, 7), StageClock(HandClock(), LEAK.starts), lambda _: None)
    players = Players(LEAK)
    players.works(600, RIGHT, "status", "restart")
    for entry in players.scene.entries:
        if "mode" in entry.fields:
            entry.fields["mode"] = "dry"  # type: ignore[index]
    stage.take(players.scene.entries)
    assert all(each.cured is None for each in stage.world.episodes(900))
