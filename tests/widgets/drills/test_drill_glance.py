"""What the players see stays whole where there are few rows."""

from __future__ import annotations

from zoneinfo import ZoneInfo

import pytest

from data.drills.leaders.leading import Glance, asked_in
from data.drills.plays.telling import ENDED
from data.incidents.fold import fold_incidents
from data.models.snapshot import Phase, SourceState
from data.models.verdict import Verdict
from tests.data.incidents.scene import Scene
from tests.host import text_of
from widgets.drills.drill_glance import glance_lines

MIXED = [
    SourceState(name, "http", "g", 15.0, name != "d", Phase.FRESH, verdict, None)
    for name, verdict in (
        ("a", Verdict.PASS),
        ("b", Verdict.FAIL),
        ("c", Verdict.NO_DATA),
        ("d", Verdict.FAIL),
        ("e", Verdict.ERROR),
    )
]


@pytest.mark.parametrize(("brief", "shown", "more"), [(True, 2, "3 more are asked"), (False, 5, "")])
def test_few_of_many_questions_leave_room_for_what_happened_last(brief: bool, shown: int, more: str) -> None:
    scene = Scene()
    scene.at(0, "incident.declared", drill=True, severity="P1", title="slow")
    for number in range(1, 6):
        scene.at(number, "incident.question", drill=True, question=str(number), text=f"what is {number}?")
    [incident] = fold_incidents(scene.entries, drill=True).values()
    glance = Glance((), incident, 60.0, (), tuple(scene.entries), asked_in(scene.entries))
    lines = glance_lines(glance, scene.policy, 76, ZoneInfo("UTC"), brief=brief)
    told = text_of(lines)
    assert told.count("? (alice)") == shown and more in told
    assert "alice: question 5: what is 5?" in told.splitlines()[-1]


def test_what_a_drill_was_worth_is_told_as_on_its_score() -> None:
    scene = Scene()
    scene.at(0, ENDED, drill=True, score={"total": 45.0})
    glance = Glance((), None, 0.0, (), tuple(scene.entries))
    lines = glance_lines(glance, scene.policy, 76, ZoneInfo("UTC"), brief=True)
    assert text_of(lines).splitlines()[-1].endswith(" ended with 45 of 100")


@pytest.mark.parametrize(
    ("width", "told"), [(76, "✗ b  # e  ? c  ✗ d  ✓ 1 passes"), (31, "✗ b  and 3 more  ✓ 1 passes")]
)
def test_in_one_row_the_worst_are_named_and_the_others_counted(width: int, told: str) -> None:
    scene = Scene()
    glance = Glance(tuple(MIXED), None, 0.0, (), ())
    lines = glance_lines(glance, scene.policy, width, ZoneInfo("UTC"), brief=True)
    assert text_of(lines).splitlines()[0].strip() == told
