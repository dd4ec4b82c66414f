"""The clocks of an incident, to the second."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.incidents.clocks import AT_ONCE_S, STANDARD
from data.models.timer import Timer, TimerState
from data.policies.book import load_policies
from tests.data.incidents.scene import THREE, Scene

MIN = 60.0
HOUR = 3600.0
DEMANDED = {
    ("template-platform", "P0"): {
        "respond": 900,
        "escalate": 0,
        "act": 900,
        "investigate": 1800,
        "mitigate": 3600,
    },
    ("template-platform", "P1"): {"respond": 3600, "investigate": 1800, "mitigate": 7200},
    ("template-platform", "P2"): {"respond": 14400},
    ("template-platform", "P3"): {"respond": 86400},
    ("skafu", "P0"): {"respond": 900, "escalate": 1800, "public-update": 0},
    ("skafu", "P1"): {"respond": 3600, "escalate": 7200, "public-update": 3600},
    ("skafu", "P2"): {"respond": 14400, "escalate": 28800},
    ("skafu", "P3"): {"respond": 86400, "escalate": 172800},
    ("unified", "P0"): {"respond": 0},
    ("unified", "P1"): {"respond": 3600},
    ("unified", "P2"): {"respond": 14400},
    ("unified", "P3"): {"respond": 86400},
    ("runbooks", "P1"): {"respond": 900},
    ("runbooks", "P2"): {"respond": 900},
    ("runbooks", "P3"): {"respond": 900},
    ("runbooks", "P4"): {"respond": 900},
    ("manual", "P0"): {
        "respond": 0,
        "act": 300,
        "internal-update": 0,
        "public-update": 900,
        "public-update*": 1800,
    },
    ("manual", "P1"): {"respond": 3600, "act": 1800},
    ("manual", "P2"): {"respond": 14400},
}
"""What the documents say, seconds from the declaration, without a situation."""


def due(timer: Timer) -> float:
    assert timer.due is not None
    return (timer.due - THREE).total_seconds()


@pytest.mark.parametrize(("policy", "severity"), DEMANDED)
def test_every_severity_of_every_policy_to_the_second(policy: str, severity: str) -> None:
    scene = Scene(policy)
    scene.declare(severity)
    running = {name: timer for name, timer in scene.clocks(0).items() if timer.due is not None}
    assert {name: due(timer) for name, timer in running.items()} == DEMANDED[policy, severity]
    for name, seconds in DEMANDED[policy, severity].items():
        allowed = seconds or AT_ONCE_S
        assert scene.clocks(allowed)[name].state is TimerState.RUNNING
        assert scene.clocks(allowed + 1)[name].state is TimerState.MISSED


def test_without_a_situation_the_strictest_holds_and_says_so() -> None:
    unnamed, named, other = Scene("manual"), Scene("manual"), Scene("manual")
    unnamed.declare("P0")
    named.declare("P0", situation="service-down")
    other.declare("P0", situation="data-loss")
    act = unnamed.clocks(0)["act"]
    assert "no situation is named: the strictest of service-down, data-loss" in act.words
    assert "no situation" not in named.clocks(0)["act"].words
    assert due(act) == due(named.clocks(0)["act"]) < due(other.clocks(0)["act"])
    assert other.clocks(0)["public-update"].state is TimerState.NOT_SET
    assert "authorities" not in unnamed.clocks(0)


def test_no_policy_was_forgotten() -> None:
    known = {
        (policy.id, each.id)
        for policy in load_policies().policies
        if policy.id != "strictest"
        for each in policy.severities
    }
    assert known == set(DEMANDED)


def test_what_a_document_does_not_set_says_so() -> None:
    scene = Scene("unified")
    scene.declare("P1")
    clocks = scene.clocks(0)
    assert set(STANDARD) <= set(clocks)
    assert clocks["mitigate"].state is TimerState.NOT_SET
    assert clocks["mitigate"].words == "unified sets no time for it"


def test_words_name_where_a_number_comes_from() -> None:
    scene = Scene()
    scene.declare("P0")
    escalate = scene.clocks(0)["escalate"]
    assert escalate.who == ("CTO", "Engineering Manager", "Security Team")
    assert "30 min" in escalate.words and "skafu, Incident Classification" in escalate.words


def test_met_and_late() -> None:
    scene = Scene()
    scene.declare("P0")
    scene.at(15 * MIN, "incident.acknowledged")
    scene.at(30 * MIN + 1, "incident.escalated", to="CTO")
    clocks = scene.clocks(HOUR)
    assert (clocks["respond"].state, clocks["escalate"].state) == (TimerState.MET, TimerState.LATE)
    assert clocks["respond"].done == THREE + timedelta(minutes=15)
    assert clocks["public-update"].state is TimerState.MISSED


def test_updates_repeat_and_count_the_pauses_that_were_too_long() -> None:
    scene = Scene("manual")
    scene.declare("P0", situation="service-down")
    first = scene.clocks(0)
    assert (due(first["public-update"]), due(first["public-update*"])) == (15 * MIN, 30 * MIN)
    scene.at(10 * MIN, "incident.update", audience="public", text="we know")
    scene.at(50 * MIN, "incident.update", audience="public", text="still")
    now = scene.clocks(60 * MIN)["public-update*"]
    assert (due(now), now.lapses, now.state) == (80 * MIN, 1, TimerState.RUNNING)
    assert scene.clocks(80 * MIN + 1)["public-update*"].state is TimerState.MISSED
    scene.at(70 * MIN, "incident.resolved")
    after = scene.clocks(900 * MIN)["public-update*"]
    assert (after.state, after.lapses) == (TimerState.LATE, 1)


def test_what_was_not_yet_due_at_the_end_is_not_demanded() -> None:
    scene = Scene("manual")
    scene.declare("P0", situation="service-down")
    scene.at(5 * MIN, "incident.resolved")
    clocks = scene.clocks(90 * MIN)
    for name in ("public-update", "public-update*"):
        assert clocks[name].state is TimerState.NOT_SET and "over before" in clocks[name].words


def test_report_review_and_follow_up_begin_when_it_is_resolved() -> None:
    scene = Scene("template-platform")
    scene.declare("P0")
    assert scene.clocks(0)["report"].state is TimerState.NOT_SET
    scene.at(HOUR, "incident.resolved")
    clocks = scene.clocks(HOUR)
    assert [due(clocks[name]) for name in ("report", "review", "follow-up")] == [
        *(3 * HOUR, 49 * HOUR),
        HOUR + 7 * 24 * HOUR,
    ]
    assert "does not say from when" in clocks["report"].words
    scene.at(2 * HOUR, "incident.met", clock="report")
    assert scene.clocks(2 * HOUR)["report"].state is TimerState.MET


def test_the_authorities_are_told_within_72_hours_of_knowing() -> None:
    scene = Scene("manual")
    scene.declare("P1", situation="security-breach", detected=THREE - timedelta(hours=2))
    assert due(scene.clocks(0)["authorities"]) == 70 * HOUR
    other = Scene("skafu")
    other.declare("P0", situation="security-breach")
    assert other.clocks(0)["authorities"].state is TimerState.NOT_SET
    plain = Scene("manual")
    plain.declare("P1")
    assert "authorities" not in plain.clocks(0)


def test_a_graver_severity_counts_anew_and_keeps_what_was() -> None:
    scene = Scene()
    scene.declare("P1")
    scene.at(10 * MIN, "incident.escalated", to="Engineering Manager")
    scene.at(20 * MIN, "incident.severity", severity="P0", reason="all of it")
    now, before = scene.clocks(21 * MIN), scene.clocks(21 * MIN, former=True)
    assert (due(now["respond"]), due(now["escalate"])) == (35 * MIN, 50 * MIN)
    assert now["escalate"].state is TimerState.RUNNING
    assert (before["escalate"].state, before["respond"].state) == (TimerState.MET, TimerState.REPLACED)
    assert before["respond"].severity == "P1" and due(before["respond"]) == HOUR


def test_a_lesser_severity_goes_on_from_where_it_began() -> None:
    scene = Scene()
    scene.declare("P0")
    scene.at(20 * MIN, "incident.severity", severity="P1", reason="writes only")
    now, before = scene.clocks(21 * MIN), scene.clocks(21 * MIN, former=True)
    assert due(now["respond"]) == HOUR and now["respond"].state is TimerState.RUNNING
    assert before["respond"].state is TimerState.MISSED


def test_what_was_answered_stays_answered() -> None:
    scene = Scene()
    scene.declare("P2")
    scene.at(60, "incident.acknowledged")
    scene.at(HOUR, "incident.severity", severity="P0", reason="worse")
    assert scene.clocks(3 * HOUR)["respond"].state is TimerState.MET


def test_reopening_begins_the_way_to_the_end_anew() -> None:
    scene = Scene("template-platform")
    scene.declare("P0")
    scene.at(10 * MIN, "incident.resolved")
    scene.at(5 * HOUR, "incident.reopened", reason="back")
    clocks = scene.clocks(5 * HOUR)
    assert due(clocks["mitigate"]) == 6 * HOUR and clocks["mitigate"].state is TimerState.RUNNING
    assert clocks["respond"].state is TimerState.MET
    assert clocks["report"].state is TimerState.NOT_SET


@pytest.mark.parametrize("moved", [HOUR, -HOUR, 86400.0])
def test_a_moved_clock_changes_no_elapsed_time_and_is_in_doubt(moved: float) -> None:
    scene = Scene()
    scene.declare("P0")
    scene.at(60 + moved, "clock.moved", seconds=moved)
    scene.at(61 + moved, "clock.moved", seconds=moved + 0.1, by="a second console")
    scene.at(600 + moved, "incident.acknowledged")
    respond, escalate = (scene.clocks(700 + moved)[name] for name in ("respond", "escalate"))
    assert respond.state is TimerState.MET and "was moved by" in respond.doubt
    assert escalate.left == 30 * MIN - 700
    assert due(escalate) == 30 * MIN + moved


def test_a_clock_moved_unseen_is_told_by_the_order_of_entries() -> None:
    scene = Scene()
    scene.declare("P0")
    scene.at(-HOUR, "incident.note", note="the clock was set back")
    assert "older than the one before" in scene.clocks(10)["respond"].doubt
    assert "not begun yet" in scene.clocks(-HOUR)["respond"].doubt


@pytest.mark.parametrize(
    "night", [datetime(2026, 3, 29, 0, 30, tzinfo=UTC), datetime(2026, 10, 25, 0, 30, tzinfo=UTC)]
)
def test_both_nights_on_which_the_hour_changes(night: datetime) -> None:
    scene = Scene("skafu", night.astimezone(ZoneInfo("Europe/London")))
    scene.declare("P1")
    timer = scene.clocks(0)["respond"]
    assert timer.due == night + timedelta(hours=1)


NIGHTS = [THREE, datetime(2026, 3, 29, 0, 59, tzinfo=UTC), datetime(2026, 10, 25, 0, 59, tzinfo=UTC)]
"""An ordinary one, and those on which London's clocks go forward and back a minute later."""


@pytest.mark.parametrize("gone", [120.0, 86400.0])
@pytest.mark.parametrize("moved", [0.0, HOUR, -HOUR])
@pytest.mark.parametrize("night", NIGHTS)
@pytest.mark.parametrize(("policy", "severity"), DEMANDED)
def test_every_clock_is_right_on_every_night_whatever_the_wall_says(
    policy: str, severity: str, night: datetime, moved: float, gone: float
) -> None:
    """Faults 70 to 72; a day gone without an entry is a day's suspend."""
    scene = Scene(policy, night.astimezone(ZoneInfo("Europe/London")))
    scene.declare(severity)
    if moved:
        scene.at(60 + moved, "clock.moved", seconds=moved)
    clocks = scene.clocks(gone + moved)
    left = {name: timer.left for name, timer in clocks.items() if timer.due is not None}
    assert left == {name: seconds - gone for name, seconds in DEMANDED[policy, severity].items()}
    assert {bool(timer.doubt) for timer in clocks.values() if timer.due is not None} == {bool(moved)}
    assert {timer.after for timer in clocks.values() if timer.due is not None} == set(
        DEMANDED[policy, severity].values()
    )


EVENTS = st.lists(st.tuples(st.integers(0, 8000), st.sampled_from(("ack", "esc", "pub"))), max_size=6)


@given(EVENTS, st.integers(0, 9000))
def test_against_a_plain_reckoning(events: list[tuple[int, str]], now: int) -> None:
    scene = Scene()
    scene.declare("P1")
    kinds: dict[str, tuple[str, dict[str, object]]] = {
        "ack": ("incident.acknowledged", {}),
        "esc": ("incident.escalated", {"to": "x"}),
        "pub": ("incident.update", {"audience": "public", "text": "x"}),
    }
    past = sorted(each for each in events if each[0] <= now)
    for seconds, what in past:
        scene.enter(seconds, *kinds[what])
    clocks = scene.clocks(now)
    for name, what, limit in (
        ("respond", "ack", 3600),
        ("escalate", "esc", 7200),
        ("public-update", "pub", 3600),
    ):
        done = min((seconds for seconds, did in past if did == what), default=None)
        if done is None:
            expected = TimerState.RUNNING if now <= limit else TimerState.MISSED
        else:
            expected = TimerState.MET if done <= limit else TimerState.LATE
        assert clocks[name].state is expected
