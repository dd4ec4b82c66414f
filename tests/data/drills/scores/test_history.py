"""Drills over time: who gets better, at what."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from data.drills.plays.folders import DrillFolder, DrillHead
from data.drills.plays.past import ended_at, recorded_score
from data.drills.plays.telling import ended_draft
from data.drills.scenarios.library import load_scenarios
from data.drills.scores.history import Result, Trait, named_drill, trends
from data.errors import UsageError
from data.models.entry import Entry
from data.models.score import Mark, Score, ScoreLine
from data.policies.book import load_policies
from data.procedures.runbooks.shelf import load_runbooks

BEGAN = datetime(2026, 11, 2, 10, 0, tzinfo=UTC)
LEAK = load_scenarios(load_runbooks(), load_policies()).get("database-connections")


def result(day: int, who: str, total: float | None, scenario: str = "leak") -> Result:
    began = BEGAN + timedelta(days=day)
    points = None if total is None else Score(total, ())
    return Result(f"{scenario}-{day}", scenario, scenario, "restore", who, began, 7, "manual", points)


def folder(name: str) -> DrillFolder:
    head = DrillHead("leak", "Leak", "", 7, 1.0, "manual", "alice", "here", BEGAN)
    return DrillFolder(Path(name), head)


def test_each_persons_scenarios_and_procedures_have_a_trend() -> None:
    found = trends(
        [result(2, "bob", 80), result(0, "bob", 20), result(1, "alice", 40), result(3, "bob", None)]
    )
    told = {(each.trait, each.name): (each.totals, each.change) for each in found}
    assert told == {
        (Trait.PERSON, "alice"): ((40,), None),
        (Trait.PERSON, "bob"): ((20, 80), 60.0),
        (Trait.SCENARIO, "leak"): ((20, 40, 80), 50.0),
        (Trait.PROCEDURE, "restore"): ((20, 40, 80), 50.0),
    }
    assert trends([]) == ()


def test_who_gets_worse_is_told_so() -> None:
    (person, *_) = trends([result(0, "bob", 90), result(1, "bob", 70), result(2, "bob", 60)])
    assert person.change == -20.0


def test_a_drill_is_found_by_a_part_of_its_name() -> None:
    drills = [folder(f"2026-11-02-{each}") for each in ("leak-1", "leak-2", "leak-12", "quiet-1")]
    for name, wanted in {
        "": "quiet-1",
        "2026-11-02-leak-1": "leak-1",
        "leak-2": "leak-2",
        "12": "leak-12",
        "quiet": "quiet-1",
    }.items():
        assert named_drill(drills, name).path.name.endswith(wanted)
    with pytest.raises(UsageError, match='3 drills have "leak"'):
        named_drill(drills, "leak")
    with pytest.raises(UsageError, match=r"2026-11-02-quiet-1"):
        named_drill(drills, "2026-11-02-quite-1")
    with pytest.raises(UsageError, match="no drill has been played"):
        named_drill([], "")


def test_the_score_on_record_is_read_back_as_it_was() -> None:
    points = Score(
        45.5,
        (
            ScoreLine(Mark.DETECT, 5.0, 10.0, "declared late", 250.0),
            ScoreLine(Mark.HARM, -15.0, 5.0, "replica"),
        ),
    )
    draft = ended_draft(LEAK, 7, points, 1800.0)
    entry = Entry("1", 1, BEGAN, BEGAN.date(), "alice", "here", draft.kind, True, draft.fields)
    assert recorded_score([entry]) == points
    assert ended_at([entry]) == 1800.0
    assert recorded_score([]) is None and ended_at([]) is None


@pytest.mark.parametrize("told", [None, 3, {}, {"total": "many"}, {"total": True}])
def test_what_somebody_wrote_by_hand_is_no_score(told: object) -> None:
    entry = Entry("1", 1, BEGAN, BEGAN.date(), "alice", "here", "drill.ended", True, {"score": told})
    assert recorded_score([entry]) is None
