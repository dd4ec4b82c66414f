"""Each update that was due, against when it was sent."""

from __future__ import annotations

import pytest

from data.reports.incidents.answers import answers_of
from data.reports.incidents.spoken import owed
from tests.data.incidents.scene import Scene
from tests.data.reports.incidents.script import case_of


def answer(scene: Scene, seconds: float) -> tuple[str, str]:
    found = next(each for each in answers_of(case_of(scene, seconds)) if each.id == "communication")
    return found.data, found.why


def test_half_hourly_words_are_held_one_against_the_other() -> None:
    """The operations manual: within a quarter of an hour, then every half hour."""
    scene = Scene("manual")
    scene.declare(situation="service-down")
    for seconds in (600, 2400, 4800):
        scene.at(seconds, "incident.update", audience="public", text="x")
    scene.at(7200, "incident.resolved")
    found = [each for each in owed(case_of(scene, 8000)) if each.name == "public-update"]
    late = [each.late for each in found]
    assert 600.0 in late, "4800 is ten minutes after 2400 and half an hour"
    assert found[-1].done is None and found[-1].late == 600.0
    data, why = answer(scene, 8000)
    assert data.startswith("no: 3 of 6 ") and "10 min late" in data and "never sent, 10 min over" in data
    assert why == ""


def test_all_in_time_is_a_yes() -> None:
    scene = Scene("manual")
    scene.declare(situation="service-down")
    for seconds in (60, 600, 2300):
        for audience in ("public", "internal"):
            scene.at(seconds - 30, "incident.update", audience=audience, text="x")
    scene.at(3000, "incident.resolved")
    assert answer(scene, 4000)[0].startswith("yes: all ")


def test_at_once_means_within_the_first_minute() -> None:
    scene = Scene("skafu")
    scene.declare()
    scene.at(300, "incident.update", audience="public", text="x")
    (found,) = owed(case_of(scene, 400))
    assert (found.late, found.kept, found.severity) == (300.0, False, "P0")


def test_what_was_never_sent_counts_until_the_end() -> None:
    scene = Scene("skafu")
    scene.declare()
    scene.at(500, "incident.resolved")
    (found,) = owed(case_of(scene, 90_000))
    assert found.done is None and found.late == 500.0


@pytest.mark.parametrize("policy", ["unified", "runbooks"])
def test_without_a_demand_the_reason_is_said(policy: str) -> None:
    scene = Scene(policy)
    scene.declare("P2")
    if not owed(case_of(scene)):
        data, why = answer(scene, 4000)
        assert data == "" and "sets no time for updates" in why


def test_words_after_a_moved_clock_are_not_late() -> None:
    scene = Scene("manual")
    scene.declare(situation="service-down")
    scene.at(600, "incident.update", audience="public", text="x")
    scene.at(3600 + 610, "clock.moved", seconds=3600.0)
    scene.at(3600 + 2000, "incident.update", audience="public", text="y")
    found = [each for each in owed(case_of(scene, 3600 + 2100)) if each.name == "public-update"]
    assert not any(each.late for each in found)
