"""What a commander has before them."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, timedelta

from data.config.contact import Contact
from data.incidents.marks import heeded, marked, restarted, unnoticed
from data.incidents.people import Callee, callees, escalation
from data.incidents.room import Around, Room, room_of, since_declared
from data.models.entry import Draft
from data.models.series import Key, Series
from data.models.snapshot import Snapshot
from data.models.timer import TimerState
from data.policies.book import load_policies
from tests.data.incidents.scene import HOST, THREE, Scene
from tests.data.incidents.sources import ELAPSED, looked, moment
from tests.fakes import HandClock

BOOK = load_policies()
ANN = Contact(name="Ann Lee", role="CTO", phone="+44 20 7946 0000", email="ann@example.com")
RAJ = Contact(name="Raj Patel", role="engineering-manager", slack="@raj")
PROOF = {"source": "main", "signal": "db.connections_pct", "value": 91.0, "unit": "%", "verdict": "fail"}


def past(key: Key, start: float, end: float) -> Series:
    """A value a minute: 80 at the declaration, one more each minute."""
    times = [ELAPSED + minute * 60.0 for minute in range(-30, 60)]
    kept = [at for at in times if start <= at <= end]
    return Series(tuple(kept), tuple(80 + (at - ELAPSED) / 60 for at in kept))


def room(scene: Scene, seconds: float, snapshot: Snapshot | None = None, **more: object) -> Room:
    around = Around(
        now=moment(seconds),
        host=HOST,
        zone=UTC,
        policy=scene.policy,
        snapshot=snapshot or looked(seconds, main=97.0),
        past=past,
        ladders=BOOK.ladders,
        contacts=(ANN, RAJ),
    )
    return room_of(scene.incident, replace(around, **more))  # type: ignore[arg-type]


def test_signals_are_followed_from_before_the_declaration() -> None:
    scene = Scene("skafu")
    scene.declare("P0", services=["main"], evidence=[PROOF])
    (signal,) = room(scene, 600).signals
    assert (signal.value, signal.before, signal.unit) == (97.0, 91.0, "%")
    assert signal.title == "connections in use" and signal.limit is not None
    assert (signal.points[0][0], signal.points[-1][0]) == (-1800.0, 600.0)
    assert signal.points[signal.marked] == (0.0, 80.0)


def test_without_evidence_the_series_says_what_it_was() -> None:
    scene = Scene("skafu")
    scene.declare("P0", services=["main"])
    (signal,) = room(scene, 600).signals
    assert signal.before == 80.0


def test_the_order_lasts_and_what_crossed_a_limit_since_comes_behind() -> None:
    scene = Scene("skafu")
    scene.declare("P0", services=["other", "gone"], evidence=[PROOF])
    crossed = {**PROOF, "source": "third"}
    scene.at(60, "incident.signal", key="x", text="worse", evidence=[crossed])
    seen = looked(600, third=41.0, gone=None, other=41.0, main=41.0, fourth=99.0, fifth=41.0)
    found = room(scene, 600, seen).signals
    assert [each.source for each in found] == ["main", "other", "gone", "third", "fourth"]
    refused = found[2]
    assert (refused.signal, refused.value, refused.words) == ("", None, "connection refused")


def test_a_service_that_is_not_configured_here_still_has_its_evidence() -> None:
    scene = Scene("skafu")
    scene.declare("P0", services=["main", "nowhere"], evidence=[PROOF])
    (signal,) = room(scene, 60, looked(60, other=41.0)).signals
    assert signal.words == "main is not configured here" and signal.before == 91.0


def test_whom_to_call_by_name_and_number() -> None:
    scene = Scene("skafu")
    scene.declare("P0")
    found = room(scene, 60)
    assert [each.words for each in found.escalate] == [
        "CTO Ann Lee +44 20 7946 0000",
        "Engineering Manager Raj Patel @raj",
        "Security Team (no contact has this role)",
    ]
    assert found.callees["escalate"] == found.escalate


def test_all_levels_are_everybody_and_ladders_stand_in_for_a_clock() -> None:
    assert [each.name for each in callees(("all levels",), (ANN, RAJ))] == ["Ann Lee", "Raj Patel"]
    assert escalation(BOOK.get("manual"), "P0", "")[:2] == ("on-call-engineer", "manager")
    assert callees(("Ann Lee",), (ANN,)) == (
        Callee("Ann Lee", "Ann Lee", "+44 20 7946 0000", "ann@example.com"),
    )


def test_clocks_stand_in_the_order_of_their_urgency() -> None:
    scene = Scene("skafu")
    scene.declare("P0", ladder="pagerduty-guide")
    found = room(scene, 20 * 60)
    assert [each.state for each in found.clocks][:2] == [TimerState.MISSED] * 2
    assert found.ladder is not None
    assert {each.name for each in found.not_set} >= {"mitigate", "report"}
    scene.at(21 * 60, "incident.severity", severity="P1", reason="writes only")
    assert {each.severity for each in room(scene, 22 * 60).former} == {"P0"}


def test_elapsed_time_survives_a_moved_clock_and_says_that_it_is_in_doubt() -> None:
    scene = Scene("skafu")
    scene.declare("P0")
    scene.at(60 - 3600, "clock.moved", seconds=-3600.0)
    found = room(scene, 600 - 3600, looked(600, main=97.0))
    assert found.elapsed == 600 and "was moved by -3600 s" in found.doubt


def test_a_days_suspend_is_counted() -> None:
    scene = Scene("skafu")
    scene.declare("P0")
    assert room(scene, 86400).elapsed == 86400 and room(scene, 86400).long


def test_a_jump_that_nobody_saw_shows_by_the_marks() -> None:
    clock = HandClock(THREE)
    scene = Scene("skafu")
    (declared,) = marked([Draft("incident.declared", {"severity": "P0", "title": "x"})], clock, "boot-1")
    scene.write(0, [declared])
    clock.move(300)
    found = scene.incident
    assert unnoticed(found, HOST, clock.now(), clock.elapsed(), "boot-1") is None
    clock.wall += timedelta(hours=1)
    assert unnoticed(found, HOST, clock.now(), clock.elapsed(), "boot-1") == 3600
    assert unnoticed(found, HOST, clock.now(), clock.elapsed(), "boot-2") is None
    assert unnoticed(found, "other", clock.now(), clock.elapsed(), "boot-1") is None
    right = heeded(found, HOST, clock.now(), clock.elapsed(), "boot-1")
    assert since_declared(right, clock.now(), HOST) == 300 and "no console noticed when" in right.doubts[0]
    assert "started anew" in heeded(found, HOST, clock.now(), clock.elapsed(), "boot-2").doubts[0]
    assert "started anew" in restarted(found, HOST, "boot-2") and not restarted(found, HOST, "boot-1")
    scene.at(301, "clock.moved", seconds=3600.0)
    told = scene.incident
    assert unnoticed(told, HOST, clock.now(), clock.elapsed(), "boot-1") is None
    assert heeded(told, HOST, clock.now(), clock.elapsed(), "boot-1") is told
    assert marked([declared], clock, "") == [declared]


def test_an_entry_that_is_written_later_than_it_was_made_is_no_jump() -> None:
    clock = HandClock(THREE)
    scene = Scene("skafu")
    (declared,) = marked([Draft("incident.declared", {"severity": "P0", "title": "x"})], clock, "boot-1")
    clock.move(6)
    scene.write(6, [declared])
    assert unnoticed(scene.incident, HOST, clock.now(), clock.elapsed(), "boot-1") is None
    clock.wall += timedelta(minutes=1)
    assert unnoticed(scene.incident, HOST, clock.now(), clock.elapsed(), "boot-1") == 60
