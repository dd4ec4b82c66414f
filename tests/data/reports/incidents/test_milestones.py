"""The times of a report equal those of the script, to the second."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from data.incidents.clocks import clocks_of
from data.reports.incidents.markdown import report_markdown
from data.reports.incidents.milestones import milestones_of, spells_of
from data.reports.incidents.review import report_of
from tests.data.incidents.scene import THREE, Scene
from tests.data.reports.incidents.script import ACK, DETECTED, MITIGATED, RESOLVED, case_of, outage


def test_each_time_is_the_scripts() -> None:
    found = {each.name: each for each in milestones_of(case_of(outage()))}
    expected = {
        "detected": -DETECTED,
        "declared": 0,
        "acknowledged": ACK,
        "mitigated": MITIGATED,
        "resolved": RESOLVED,
    }
    assert {name: each.after for name, each in found.items()} == expected
    for name, seconds in expected.items():
        assert found[name].at == THREE + timedelta(seconds=seconds)
    assert found["acknowledged"].by == "bo"


def test_an_hour_that_the_clock_jumps_is_in_no_duration_and_is_told_of() -> None:
    scene = Scene()
    scene.declare()
    scene.at(3600 + 100, "clock.moved", seconds=3600.0)
    scene.at(3600 + ACK, "incident.acknowledged")
    scene.at(3600 + RESOLVED, "incident.resolved")
    found = {each.name: each.after for each in milestones_of(case_of(scene, 3600 + RESOLVED + 10))}
    assert (found["acknowledged"], found["resolved"]) == (ACK, RESOLVED)
    assert scene.incident.doubts


def test_the_night_that_has_an_hour_twice_counts_it_twice() -> None:
    scene = Scene(start=datetime(2026, 10, 25, 0, 30, tzinfo=UTC))
    scene.declare()
    scene.at(3600, "incident.resolved")
    case = case_of(scene, 4000, start=scene.start)
    over = milestones_of(case)[4]
    assert over.after == 3600
    said = report_markdown(report_of(case), ZoneInfo("Europe/London"))
    assert "2026-10-25T01:30:00+01:00" in said and "2026-10-25T01:30:00+00:00" in said
    assert "resolved after 1 h." in said


def test_both_severities_stand_with_their_times() -> None:
    first, second = spells_of(case_of(outage()))
    assert (first.severity, first.lasted, first.reason) == ("P0", 600, "db main (critical) fails")
    assert (second.severity, second.lasted, second.reason) == ("P1", RESOLVED - 600, "only writes")


def test_without_a_word_of_the_beginning_the_first_failing_signal_is_told() -> None:
    scene = Scene()
    seen = {"source": "api", "signal": "http.up", "observed_at": THREE - timedelta(seconds=5)}
    scene.declare(evidence=[seen])
    detected = milestones_of(case_of(scene))[0]
    assert detected.after == -5 and "api http.up" in detected.words


def test_what_did_not_happen_says_so() -> None:
    scene = Scene()
    scene.at(5, "incident.note", note="x")
    for each in milestones_of(case_of(scene)):
        assert each.after is None and each.words
    scene.declare()
    open_ = {each.name: each.words for each in milestones_of(case_of(scene)) if each.after is None}
    assert open_["resolved"] == "it is investigating" and "nobody said" in open_["detected"]


def test_an_end_that_did_not_last_is_none() -> None:
    scene = outage()
    scene.at(3600, "incident.reopened", reason="again")
    found = {each.name: each.after for each in milestones_of(case_of(scene))}
    assert found["mitigated"] is None and found["resolved"] is None
    scene.at(3700, "incident.resolved")
    assert {each.name: each.after for each in milestones_of(case_of(scene))}["resolved"] == 3700


def test_clocks_of_a_case_are_those_of_its_policy() -> None:
    case = case_of(outage())
    assert case.timers == clocks_of(case.incident, case.policy, case.at, case.host)
