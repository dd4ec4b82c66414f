"""Orders are read from entries; what cannot be understood orders nothing."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from data.drills.leaders.screenplay import Part, cues_of, inject_words
from data.drills.orders.orders import (
    go_draft,
    inject_order,
    note_draft,
    notes_of,
    order_of,
    pause_draft,
    say_draft,
    speed_draft,
)
from data.drills.plays.stage_time import StageTime, read_stage_time, write_stage_time
from data.drills.scenarios.library import load_scenarios
from data.drills.worlds.world import World, deed_of
from data.errors import UsageError
from data.models.entry import Draft, Entry
from data.models.scenario import InjectKind
from data.policies.book import load_policies
from data.procedures.runbooks.shelf import load_runbooks

LEAK = load_scenarios(load_runbooks(), load_policies()).get("database-connections")
_AT = datetime(2026, 3, 1, tzinfo=UTC)


def entry(draft: Draft, **changes: Any) -> Entry:  # noqa: ANN401 - fields are TOML's
    return Entry("e1", 1, _AT, _AT.date(), "bo", "h", draft.kind, draft.drill, {**draft.fields, **changes})


def test_time_is_stopped_let_go_and_hurried() -> None:
    stop, go, fast = (order_of(entry(each), LEAK) for each in (pause_draft(), go_draft(), speed_draft(5)))
    assert stop is not None and stop.running is False
    assert go is not None and go.running is True
    assert fast is not None and fast.speed == 5 and fast.running is None


def test_an_inject_is_the_scenarios_own_or_said_by_somebody() -> None:
    own = order_of(entry(inject_order(LEAK, "support", 61.0)), LEAK)
    assert own is not None and own.inject == next(each for each in LEAK.injects if each.id == "support")
    said = order_of(entry(say_draft("Mira ", " Down?", 61.0, InjectKind.CALL)), LEAK)
    assert said is not None and said.inject is not None
    assert (said.inject.who, said.inject.words, said.inject.kind) == ("Mira", "Down?", InjectKind.CALL)
    assert said.inject.id not in {each.id for each in LEAK.injects}


def test_a_log_that_nobody_owns_is_named_once() -> None:
    scenarios = load_scenarios(load_runbooks(), load_policies())
    logs = [each for each in scenarios.get("vendor-outage").injects if each.kind is InjectKind.LOG]
    assert [inject_words(each)[:10] for each in logs if not each.source] == ["log: api: "]


@pytest.mark.parametrize(
    "wrong",
    [
        entry(speed_draft(5), speed=0),
        entry(speed_draft(5), speed="fast"),
        entry(inject_order(LEAK, "support", 0), inject="nothing"),
        entry(say_draft("Mira", "x", 0), words=" "),
        entry(note_draft("seen", 3.0)),
        entry(Draft("lead.unknown", {}, None, True)),
        entry(Draft("lead.go")),
    ],
)
def test_what_cannot_be_understood_orders_nothing(wrong: Entry) -> None:
    assert order_of(wrong, LEAK) is None


@pytest.mark.parametrize(
    "make",
    [
        lambda: speed_draft(0),
        lambda: speed_draft(float("nan")),
        lambda: inject_order(LEAK, "nothing", 0),
        lambda: say_draft(" ", "x", 0),
        lambda: note_draft(" ", 0),
    ],
)
def test_nonsense_is_refused_before_it_is_written(make: Callable[[], Draft]) -> None:
    with pytest.raises(UsageError):
        make()


def test_notes_are_kept_in_the_order_of_the_scenario() -> None:
    late, early = entry(note_draft("late", 90)), entry(note_draft("early", 30))
    notes = notes_of([late, entry(pause_draft()), early])
    assert [(each.second, each.words) for each in notes] == [(30.0, "early"), (90.0, "late")]


def test_what_is_brought_forward_comes_once() -> None:
    world, support = World(LEAK, 7), next(each for each in LEAK.injects if each.id == "support")
    assert "support" not in [each.inject.id for each in world.happened(100)]
    world.bring(support, 100.4)
    came = [each for each in world.happened(900) if each.inject.id == "support"]
    assert [each.second for each in came] == [100.0]


def test_the_script_says_what_has_come_and_what_is_to_come() -> None:
    world = World(LEAK, 7)
    before = {each.id: each for each in cues_of(world, 60, {})}
    assert before["leak"].came is None and before["leak"].planned == 120
    refused = before["refused"]
    assert (refused.planned, refused.when) == (390, "04:30 after “the new release keeps its connections”")
    assert before["stale-writes"].when == "only by a harmful deed"
    assert before["support"].when == "api error rate > 5 % for 1 min" and before["dashboard"].trail
    restart = deed_of(LEAK, "unified-database-connections", "restart")
    assert restart is not None
    world.do(restart, 300)
    after = {each.id: each for each in cues_of(world, 400, {"dashboard": 241.0})}
    assert (after["leak"].came, after["leak"].over) == (120, 300)
    assert after["refused"].planned is None and after["refused"].came is None
    assert after["dashboard"].came == 241 and after["release"].part is Part.INJECT


def test_where_time_stands_is_foretold_until_it_changes(tmp_path: Path) -> None:
    said = StageTime(10.0, 1000.0, 2.0, running=True, ended=False, process=1)
    assert said.at(1003.0) == 16.0
    assert said.tells(StageTime(16.2, 1003.0, 2.0, running=True, ended=False, process=1))
    assert not said.tells(StageTime(26.0, 1003.0, 2.0, running=True, ended=False, process=1))
    assert not said.tells(StageTime(16.0, 1003.0, 2.0, running=False, ended=False, process=1))
    assert read_stage_time(tmp_path) is None
    write_stage_time(tmp_path, said)
    assert read_stage_time(tmp_path) == said
    (tmp_path / "time.toml").write_text("second = 'x'", encoding="utf-8")
    assert read_stage_time(tmp_path) is None


def test_time_is_said_again_before_more_than_five_seconds_are_lost() -> None:
    said = StageTime(10.0, 1000.0, 10.0, running=True, ended=False, process=1)
    foretold = [StageTime(10.0 + each, 1000.0 + each / 10, 10.0, True, False, 1) for each in (0.0, 3.9, 4.0)]
    assert [said.does_for(each) for each in foretold] == [True, True, False]
    assert said.tells(foretold[-1])


def test_who_says_nothing_any_more_does_not_go_on() -> None:
    said = StageTime(10.0, 1000.0, 2.0, running=True, ended=False, process=1)
    assert said.at(1010.0) == 30.0
    assert said.at(1e6) == said.at(1015.0) == 40.0
