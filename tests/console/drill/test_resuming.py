"""A drill that was left half-way goes on as if it had not been."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from textual.pilot import Pilot
from textual.widgets import Input

from console.cli.options import Options
from console.cli.session import Session
from console.drill.app import DrillConsole
from console.drill.parts import Drill, Wanted, drill_parts
from console.drill.resuming import resumed_parts
from console.drill.scripted import ScriptedPlay
from data.drills.orders.orders import orders_folder, say_draft, speed_draft
from data.drills.plays.folders import DrillFolder
from data.drills.plays.past import entries_of
from data.drills.plays.resuming import RESUMED
from data.drills.plays.script import Action, read_script
from data.drills.plays.stage_time import read_stage_time
from data.drills.plays.telling import INJECT
from data.drills.scenarios.library import load_scenarios
from data.errors import UsageError
from data.journal.journal import Journal
from data.models.entry import Draft
from data.models.score import Score
from data.models.series import Key
from data.policies.book import load_policies
from data.procedures.runbooks.shelf import load_runbooks
from data.timekeeping import SystemTimekeeper, Timekeeper
from screens.checklists.run import RunScreen
from screens.messages import RunAsked
from screens.modals.briefing import Briefing
from screens.modals.messages_read import MessagesRead
from tests.drill_console import at, begun, kinds, made
from tests.drill_told import told
from tests.fakes import HandClock
from tests.host import screen_text, until

SCRIPTS = Path(__file__).parents[2] / "fixtures/drills"
BOOK = load_scenarios(load_runbooks(), load_policies())
COMMANDS = ("incident", "runbook", "checklist", "log", "alert", "check", "outbox", "policy")


def session_at(home: Path, time: Timekeeper | None = None, **options: Any) -> Session:  # noqa: ANN401 - whatever an option is
    environ = {"HOME": str(home), "USER": "alice", "TZ": "UTC"}
    return Session(environ, Options(**options), time=time or SystemTimekeeper())


def begins(home: Path, name: str) -> Drill:
    return drill_parts(session_at(home), Wanted(BOOK.get(name), 7, text=BOOK.text(name)))


@contextmanager
def goes_on(home: Path, folder: DrillFolder) -> Iterator[Drill]:
    drill = resumed_parts(session_at(home), folder, BOOK.get(folder.head.scenario))
    try:
        yield drill
    finally:
        drill.close(5.0)


def series(drill: Drill) -> dict[Key, list[tuple[float, float]]]:
    """What the store remembers of its services, but for what somebody asked them beside their intervals."""
    store = drill.parts.watch.store
    keys = [reading.key for source in store.snapshot().sources for reading in source.readings]
    found = {key: store.history(key) for key in keys}
    return {
        key: [(at, value) for at, value in zip(each.times, each.values, strict=True) if at.is_integer()]
        for key, each in found.items()
    }


def plays(
    home: Path, name: str, actions: tuple[Action, ...], leave_before: Callable[[int], bool]
) -> tuple[Score, Drill]:
    """Play a script to its end, left and gone on with before each action for which that is wanted."""
    drill = begins(home, name)
    play = ScriptedPlay(drill, session_at(home))
    for number, action in enumerate(actions):
        if leave_before(number):
            drill.close(5.0)
            drill = resumed_parts(session_at(home), drill.folder, drill.stage.scenario)
            play = ScriptedPlay(drill, session_at(home))
        play.go_to(action.second)
        assert not play.do(action).refused, action
    score = play.play((), lambda _: None)
    drill.close(5.0)
    return score, drill


@pytest.mark.parametrize(
    ("name", "way"),
    [("database-connections", "ideal"), ("security-incident", "harm"), ("cost-spike", "trail")],
)
def test_cut_in_pieces_the_same_comes_of_it(tmp_path: Path, name: str, way: str) -> None:
    actions = read_script(SCRIPTS / name / f"{way}.script", COMMANDS, BOOK.get(name).lasts)
    whole, at_once = plays(tmp_path / "whole", name, actions, lambda _: False)
    score, in_pieces = plays(tmp_path / "pieces", name, actions, lambda number: number % 4 == 2)
    entries = entries_of(in_pieces.folder)
    resumed = [each for each in entries if each.kind == RESUMED]
    assert len(resumed) == len(range(2, len(actions), 4)) > 0
    assert score == whole
    assert told(each for each in entries if each.kind != RESUMED) == told(entries_of(at_once.folder))
    assert series(in_pieces) == series(at_once)


def test_it_goes_on_where_it_was_left_with_all_that_was_seen(tmp_path: Path) -> None:
    drill = begins(tmp_path, "database-connections")
    play = ScriptedPlay(drill, session_at(tmp_path))
    play.go_to(600.0)
    before, states = series(drill), drill.parts.watch.store.snapshot().sources
    play.session.journal().submit(Draft("note", {"text": "here"})).result(60)
    drill.close(5.0)
    with goes_on(tmp_path, drill.folder) as again:
        assert not again.stage.clock.running
        assert 600.0 <= again.stage.second < 600.1
        assert series(again) == before
        assert again.parts.watch.store.snapshot().sources == states
        assert again.stage.settle() == []  # nobody is told twice


def test_one_drill_is_not_played_twice_at_once(tmp_path: Path) -> None:
    drill = begins(tmp_path, "quiet-day")
    with pytest.raises(UsageError, match=r"quiet-day-1 is being played by process \d+"):
        resumed_parts(session_at(tmp_path), drill.folder, drill.stage.scenario)
    drill.close(5.0)
    with goes_on(tmp_path, drill.folder), pytest.raises(UsageError, match="is being played"):
        resumed_parts(session_at(tmp_path), drill.folder, drill.stage.scenario)


@pytest.mark.parametrize(
    ("options", "words"), [({"read_only": True}, "read-only"), ({"policy": "skafu"}, "by the policy manual")]
)
def test_what_cannot_be_is_said_and_locks_nobody_out(
    tmp_path: Path, options: dict[str, Any], words: str
) -> None:
    drill = begins(tmp_path, "quiet-day")
    drill.close(5.0)
    with pytest.raises(UsageError, match=words):
        resumed_parts(session_at(tmp_path, **options), drill.folder, drill.stage.scenario)
    with goes_on(tmp_path, drill.folder):
        pass


def test_what_has_come_to_its_end_is_not_gone_on_with(tmp_path: Path) -> None:
    drill = begins(tmp_path, "quiet-day")
    ScriptedPlay(drill, session_at(tmp_path)).play((), lambda _: None)
    drill.close(5.0)
    with pytest.raises(UsageError, match=r"come to its end .*drill score"):
        resumed_parts(session_at(tmp_path), drill.folder, drill.stage.scenario)


async def test_what_was_half_written_and_what_was_said_is_there_again(tmp_path: Path) -> None:
    with made(tmp_path) as drill, leader(drill) as orders:
        app = DrillConsole(drill)
        async with app.run_test(size=(100, 30)) as pilot:
            await begun(app, pilot)
            await at(app, pilot, 60.0)
            orders.submit(say_draft("Ann, CTO", "I am on a train", 60.0))
            await until(pilot, lambda: INJECT in kinds(drill))
            orders.submit(speed_draft(5))
            await until(pilot, lambda: drill.stage.clock.speed == 5)
            await note(app, pilot)
            await pilot.press(*"the pool is fu")
            await until(pilot, lambda: "the pool is fu" in screen_text(app))
            app.half_written.flush()
    with leader(drill) as orders:  # nobody hears it: nobody plays
        orders.submit(say_draft("Ann, CTO", "are you there?", 61.0)).result(60)
    again = resumed_parts(session_at(tmp_path, time=HandClock()), drill.folder, drill.stage.scenario)
    app = DrillConsole(again)
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await until(pilot, lambda: isinstance(app.screen, Briefing))
        assert "It goes on at 01:00 of 30:00" in screen_text(app) and "enter goes on" in screen_text(app)
        assert not again.stage.clock.running and again.stage.clock.speed == 5
        await pilot.press("enter")
        await until(pilot, lambda: again.stage.clock.running)
        await until(pilot, lambda: "are you there?" in screen_text(app))
        assert "on a train" not in screen_text(app)
        await pilot.press("M")
        await until(pilot, lambda: isinstance(app.screen, MessagesRead))
        assert "on a train" in screen_text(app) and "are you there?" in screen_text(app)
        await pilot.press("escape")
        await note(app, pilot)
        await until(pilot, lambda: "the pool is fu" in screen_text(app))
    again.close(5.0)
    told = [each.get("words") for each in entries_of(drill.folder) if each.kind == INJECT]
    assert told == ["I am on a train", "are you there?"]


async def test_who_leaves_loses_no_second(tmp_path: Path) -> None:
    with made(tmp_path, speed=5.0) as drill:
        app = DrillConsole(drill)
        async with app.run_test(size=(80, 24)) as pilot:
            await begun(app, pilot)
            await at(app, pilot, 60.0)
            drill.stage.clock.step(1.234)
            await pilot.press("q")
            await until(pilot, lambda: app.return_code is not None)
    time = read_stage_time(drill.folder.path)
    assert time is not None and (time.second, time.running, time.ended) == (61.234, False, False)
    with goes_on(tmp_path, drill.folder) as again:
        assert (again.stage.second, again.stage.clock.speed) == (61.234, 5.0)


async def test_time_stands_for_who_stops_the_console(tmp_path: Path) -> None:
    with made(tmp_path) as drill:
        app = DrillConsole(drill)
        async with app.run_test(size=(80, 24)) as pilot:
            await begun(app, pilot)
            app.app_suspend_signal.publish(app)
            await until(pilot, lambda: "PAUSED" in screen_text(app))
            await pilot.press("P")
            assert drill.stage.clock.running


async def test_the_run_that_somebody_was_at_is_open_when_the_briefing_has_been_read(tmp_path: Path) -> None:
    with made(tmp_path) as drill:
        app = DrillConsole(drill)
        async with app.run_test(size=(100, 30)) as pilot:
            await begun(app, pilot)
            app.post_message(RunAsked(drill.parts.checklists[0].id))
            await until(pilot, lambda: isinstance(app.screen, RunScreen))
            app.half_written.flush()
    again = resumed_parts(session_at(tmp_path, time=HandClock()), drill.folder, drill.stage.scenario)
    app = DrillConsole(again)
    async with app.run_test(size=(100, 30)) as pilot:
        await begun(app, pilot)
        await until(pilot, lambda: isinstance(app.screen, RunScreen))
        assert again.stage.clock.running
    again.close(5.0)


@contextmanager
def leader(drill: Drill) -> Iterator[Journal]:
    """Whoever leads it, from a second terminal."""
    root, zone = orders_folder(drill.folder.path), ZoneInfo("UTC")
    journal = Journal.open(root, by="bo", host="here", zone=zone, time=HandClock(), drill=True)
    try:
        yield journal
    finally:
        journal.close(5.0)


async def note(app: DrillConsole, pilot: Pilot[int]) -> None:
    """Begin to write a note."""
    await pilot.press("n")
    await until(pilot, lambda: isinstance(app.focused, Input))
