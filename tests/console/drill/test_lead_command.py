"""``drill lead`` without a screen: which drill, which scenario, and what became of an order."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest

from console.cli.drills.drill_lead import lead
from console.cli.session import Session
from console.drill.obeying import Obeying, hear_nobody
from console.drill.parts import Drill
from data.drills.orders.obeyed import given_in
from data.drills.orders.orders import notes_of
from data.drills.plays.past import orders_in
from data.drills.plays.stage_time import StageTime, write_stage_time
from data.drills.scenarios.library import load_scenarios
from data.models.entry import Draft
from data.models.scenario import Scenario
from data.policies.book import load_policies
from data.procedures.runbooks.shelf import load_runbooks
from tests.command_line import Called, CommandLine
from tests.drill_console import LEAK, entries, made

_GONE = 2**22 + 1
"""No process has this number: it is above the highest there can be."""
_ID = "INC-2026-11-20-1"
_SHIPPED = Path(__file__).parents[3] / "data/content/scenarios/database-connections.toml"


def stands(drill: Drill, *, process: int = 0, ended: bool = False) -> None:
    """The players' console says that it is there, one minute in, and that time stands."""
    drill.stage.clock.step(60.0 - drill.stage.second)
    time = StageTime(60.0, drill.time.elapsed(), 1.0, False, ended, process or os.getpid())
    write_stage_time(drill.folder.path, time)


@contextmanager
def obeyed(drill: Drill) -> Iterator[None]:
    """The players' console does what it hears."""
    obeying = Obeying(drill.stage, drill.folder, drill.time, drill.parts.journal)
    obeying.start(obeying.obey)
    try:
        yield
    finally:
        obeying.close()


def played(home: Path, scenario: Scenario = LEAK) -> AbstractContextManager[Drill]:
    """A drill of today: the command line beside it goes by the machine's clock."""
    return made(home, scenario=scenario, now=datetime.now(UTC))


def led(home: Path, *words: str) -> Called:
    return CommandLine(home).call("drill", "lead", *words)


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["pause"], "no drill is being played"),
        (["say", "Ann"], "say needs 2"),
        (["answer", "1", "Ann"], "answer needs 3"),
        (["nothing-there", "paus"], '"paus" is no order'),
        (["nothing-there", "pause"], "no drill has been played yet"),
    ],
)
def test_what_cannot_be_ordered_says_so_in_one_line(tmp_path: Path, words: list[str], told: str) -> None:
    called = led(tmp_path, *words)
    assert called.code != 0 and told in called.err
    assert len(called.err.strip().splitlines()) == 1


@pytest.mark.parametrize("words", [("paus",), ("nots", "nobody looked at the pool")])
def test_an_order_mistyped_is_no_drill(tmp_path: Path, words: tuple[str, ...]) -> None:
    told = led(tmp_path, *words)
    assert told.code == 64 and f'"{words[0]}" is no order, and no drill' in told.err
    assert f'"{words[0][:3]}' in told.err.partition("nearest known one is ")[2]


def test_a_drill_is_known_by_a_part_of_its_name(tmp_path: Path) -> None:
    with played(tmp_path) as drill:
        assert led(tmp_path, "connections-1", "note", "seen").code == 0
        assert [each.words for each in notes_of(orders_in(drill.folder))] == ["seen"]
        wrong = led(tmp_path, "conections-1", "note", "seen")
        assert wrong.code != 0 and 'no drill is called "conections-1"' in wrong.err


def test_a_screen_needs_a_terminal(tmp_path: Path) -> None:
    called = led(tmp_path, "stop")
    assert called.code != 0 and "terminal" in called.err


def test_an_order_is_done_when_the_command_is_over(tmp_path: Path) -> None:
    with played(tmp_path) as drill, obeyed(drill):
        stands(drill)
        said = led(tmp_path, "say", "Ann, CTO", "How long?")
        assert (said.code, said.err) == (0, "")
        assert said.out.strip() == f"{drill.folder.path.name}: say Ann, CTO How long?"
        assert [each.outcome is not None for each in given_in(orders_in(drill.folder), LEAK)] == [True]
        for again, code in (("support", 0), ("support", 64)):
            called = led(tmp_path, "inject", again)
            assert called.code == code, called.err
        assert "nothing came of it: it had come already" in called.err


def test_a_question_is_answered_by_its_number(tmp_path: Path) -> None:
    with played(tmp_path) as drill, obeyed(drill):
        stands(drill)
        unasked = led(tmp_path, "answer", "1", "Cy", "4.2")
        assert unasked.code != 0 and 'no question "1" is open' in unasked.err
        journal = drill.parts.journal
        journal.submit(Draft("incident.declared", {"incident": _ID, "severity": "P1", "title": "x"}))
        put = {"incident": _ID, "question": "1", "text": "which release?"}
        journal.submit(Draft("incident.question", put)).result(60)
        drill.stage.take(entries(drill))
        wrong = led(tmp_path, "answer", "2", "Cy", "4.2")
        assert wrong.code != 0 and "1 which release?" in wrong.err
        right = led(tmp_path, "answer", "1", "Cy, releases", "4.2", "since nine")
        assert (right.code, right.err) == (0, "")
        [answer] = [each for each in entries(drill) if each.kind == "incident.answer"]
        assert (answer.by, answer.get("text")) == ("Cy, releases", "4.2 since nine")


def test_where_nobody_plays_an_order_is_kept_and_that_is_said(tmp_path: Path) -> None:
    with played(tmp_path) as drill:
        stands(drill, process=_GONE)
        assert "no drill is being played" in led(tmp_path, "pause").err
        called = led(tmp_path, drill.folder.path.name, "pause")
        assert called.code == 0 and "nobody plays at this moment" in called.out
        assert [each.outcome for each in given_in(orders_in(drill.folder), LEAK)] == [None]


def test_of_a_drill_that_has_ended_only_notes_are_taken(tmp_path: Path) -> None:
    with played(tmp_path) as drill:
        stands(drill, ended=True)
        name = drill.folder.path.name
        called = led(tmp_path, name, "say", "Ann", "hello")
        assert called.code != 0 and f"{name} has ended" in called.err
        assert led(tmp_path, name, "note", "well done").code == 0
        assert [each.words for each in notes_of(orders_in(drill.folder))] == ["well done"]
        assert given_in(orders_in(drill.folder), LEAK) == ()


def test_a_script_hears_nobody_and_says_so(tmp_path: Path) -> None:
    with played(tmp_path) as drill:
        stands(drill)
        hear_nobody(drill.folder, drill.time)
        called = led(tmp_path, drill.folder.path.name, "pause")
        assert called.code != 0 and "is played by a script" in called.err
        assert "no drill is being played" in led(tmp_path, "pause").err


def own_scenario(folder: Path) -> tuple[Path, Scenario]:
    """A file of somebody's own, and what it holds."""
    file = folder / "mine.toml"
    text = _SHIPPED.read_text("utf-8").replace('id = "database-connections"', 'id = "mine"', 1)
    file.write_text(text, encoding="utf-8")
    return file, load_scenarios(load_runbooks(), load_policies(), (file,)).get("mine")


def test_a_scenario_of_ones_own_is_led_from_its_file(tmp_path: Path) -> None:
    file, scenario = own_scenario(tmp_path)
    with played(tmp_path, scenario=scenario) as drill, obeyed(drill):
        stands(drill)
        called = led(tmp_path, "inject", "support", "--scenario", str(file))
        assert (called.code, called.err) == (0, "")
        assert "support" in [each.inject.id for each in drill.stage.world.happened(60.0)]
        file.write_text(file.read_text("utf-8").replace("Three customers", "Four customers"), "utf-8")
        changed = led(tmp_path, "inject", "support", "--scenario", str(file))
        assert changed.code != 0 and "is not as it was" in changed.err


def test_a_teams_own_scenario_is_led_without_naming_its_file(tmp_path: Path) -> None:
    file, scenario = own_scenario(tmp_path)
    CommandLine(tmp_path).configure(f'[[procedure]]\npath = "{file}"\n')
    with played(tmp_path, scenario=scenario) as drill, obeyed(drill):
        stands(drill)
        called = led(tmp_path, "note", "seen")
        assert (called.code, called.err) == (0, "")


def test_who_comes_before_the_drill_waits_for_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Until one is being played whose players can be led."""
    waited: list[float] = []
    opened: list[str] = []

    class Screen:
        def __init__(self, post: object, theme: str) -> None:
            opened.append(post.folder.path.name)  # type: ignore[attr-defined]

        def launch(self) -> int:
            return 0

    with played(tmp_path) as drill:

        def wait(seconds: float) -> None:
            waited.append(seconds)
            if len(waited) == 2:
                stands(drill)

        said: list[str] = []
        session = Session({"HOME": str(tmp_path), "USER": "bo", "TZ": "UTC"}, write=said.append)
        monkeypatch.setattr(Session, "require_terminal", lambda _: None)
        monkeypatch.setattr("console.drill.lead.LeadConsole", Screen)
        assert lead(session, (), None, wait) == 0
        assert opened == [drill.folder.path.name] and len(waited) == 2
        assert "".join(said).count("No drill is being played") == 1
