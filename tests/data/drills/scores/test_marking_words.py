"""The reasons in a score: times as the clock shows them, steps in quotes, and one is one."""

from __future__ import annotations

from data.drills.scenarios.library import load_scenarios
from data.models.score import Mark
from data.policies.book import load_policies
from data.procedures.runbooks.shelf import load_runbooks
from tests.data.drills.players import Players

LEAK = load_scenarios(load_runbooks(), load_policies()).get("database-connections")
RESTORE = load_scenarios(load_runbooks(), load_policies()).get("data-corruption")
RIGHT = "unified-database-connections"


def whys(players: Players) -> dict[Mark, str]:
    return {line.mark: line.why for line in players.score().lines}


def test_how_late_it_was_detected_is_said_with_what_was_in_time() -> None:
    before, early, soon, late = Players(LEAK), Players(LEAK), Players(LEAK), Players(LEAK)
    before.declares(60, "P0")
    early.declares(250, "P0")
    soon.declares(521, "P0")
    late.declares(706, "P0")
    assert whys(before)[Mark.DETECT] == "declared before anything was wrong"
    assert whys(early)[Mark.DETECT] == "declared before it showed at 05:45"
    assert whys(soon)[Mark.DETECT] == "declared 02:56 after it showed at 05:45"
    assert whys(late)[Mark.DETECT] == "declared 06:01 after it showed at 05:45; 05:00 is in time"


def test_steps_stand_in_quotes_and_one_is_one() -> None:
    players = Players(LEAK)
    players.declares(250, "P0")
    players.does(260, "incident.note", note="full")
    players.works(300, RIGHT, "status", "restart")
    told = whys(players)
    assert told[Mark.CHECKS] == "“status” was looked at first"
    assert told[Mark.EVIDENCE] == "1 note and 2 steps are on record"
    assert told[Mark.RUNBOOK] == "Database connection issues was opened"
    assert told[Mark.ORDER] == "what helps was done, and nothing before its time"


def test_what_came_too_early_is_told_by_the_names_of_the_steps() -> None:
    players = Players(RESTORE)
    players.works(300, "manual-data-corruption", "restore")
    told = whys(players)
    needed = next(each for each in RESTORE.deeds if each.step == "restore").needs
    steps = [next(each.step for each in RESTORE.deeds if each.id == id) for id in needed]
    assert told[Mark.ORDER] == f"“restore” before {', '.join(f'“{step}”' for step in steps)}"
    assert told[Mark.CHECKS] == "“restore” was done without a look at how things were"


def test_who_says_resolved_while_it_is_wrong_has_needed_somebody() -> None:
    said, cured = Players(LEAK), Players(LEAK)
    for players in (said, cured):
        players.declares(400, "P0")
    cured.works(420, RIGHT, "status", "restart")
    for players in (said, cured):
        players.does(460, "incident.resolved")
    assert whys(said)[Mark.ESCALATE].startswith("nobody was called, and it was still wrong")
    assert whys(cured)[Mark.ESCALATE] == "resolved before anybody else was needed"


def test_nothing_is_said_to_be_late_where_nothing_was() -> None:
    players = Players(LEAK)
    players.declares(250, "P0", situation="service-down")
    players.does(255, "incident.update", audience="internal", text="we are on it")
    players.does(256, "incident.update", audience="public", text="we are on it")
    players.does(300, "incident.resolved")
    told = whys(players)
    assert "late" not in told[Mark.UPDATES]
    assert told[Mark.ACKNOWLEDGE] == "the policy's clock “respond” was met in time"
