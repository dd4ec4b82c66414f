"""What the deputy calls out, and when."""

from __future__ import annotations

from datetime import timedelta

from data.incidents.deputy import CallKind, calls_of, direct_reports, is_long, missed_unseen, round_of
from tests.data.incidents.scene import HOST, THREE, Scene

MIN = 60.0


def called(scene: Scene, seconds: float) -> list[tuple[CallKind, str]]:
    timers = scene.clocks(seconds).values()
    now = THREE + timedelta(seconds=seconds)
    return [(call.kind, call.words) for call in calls_of(scene.incident, timers, now, HOST)]


def words(scene: Scene, seconds: float, kind: CallKind) -> list[str]:
    return [said for each, said in called(scene, seconds) if each is kind]


def test_a_round_every_ten_minutes() -> None:
    scene = Scene()
    scene.declare()
    rounds = [round_of(scene.incident, THREE + timedelta(seconds=each), HOST) for each in (0, 599, 600, 3000)]
    assert rounds == [0, 0, 1, 5]


def test_due_overdue_unowned_unanswered_the_most_urgent_first() -> None:
    scene = Scene()
    scene.declare("P0")
    scene.at(1, "incident.task", task="1", owner="bob", text="restart", box_s=300)
    scene.at(2, "incident.task", task="2", text="call the host")
    scene.at(3, "incident.task", task="3", owner="eve", text="read the logs")
    scene.at(4, "incident.question", question="1", text="since when?")
    found = called(scene, 10 * MIN)
    kinds = [kind for kind, _ in found]
    assert kinds == sorted(kinds, key=list(CallKind).index)
    assert words(scene, 10 * MIN, CallKind.DUE) == ["respond: in 5 min"]
    overdue = words(scene, 10 * MIN, CallKind.OVERDUE)
    assert overdue[0].startswith("public-update") and "ask bob how it stands" in overdue[1]
    assert words(scene, 10 * MIN, CallKind.UNOWNED) == [
        "task 2 has no owner: call the host",
        "nobody is in command",
    ]
    assert len(words(scene, 10 * MIN, CallKind.UNANSWERED)) == 3


def test_what_is_due_this_moment_is_due_now() -> None:
    scene = Scene()
    scene.declare("P0")
    due = next(timer.left for timer in scene.clocks(0.0).values() if timer.name == "respond" and timer.left)
    assert words(scene, due - 0.00002, CallKind.DUE) == ["respond: now"]


def test_nothing_to_say_where_all_is_well() -> None:
    scene = Scene("unified")
    scene.declare("P1")
    scene.at(1, "incident.acknowledged")
    scene.at(2, "incident.role", role="commander", who="alice")
    scene.at(3, "incident.task", task="1", owner="bob", text="restart")
    scene.at(4, "incident.task-acknowledged", task="1")
    assert called(scene, 20 * MIN) == []


def test_after_two_hours_it_is_long_and_a_handover_is_proposed() -> None:
    scene = Scene()
    scene.declare()
    scene.at(60, "incident.role", role="commander", who="alice")
    assert words(scene, 7199, CallKind.LONG) == []
    assert words(scene, 7200, CallKind.LONG) == ["it has lasted 2 h"]
    assert "hand over" in words(scene, 7260, CallKind.LONG)[0]
    assert is_long(scene.incident, THREE + timedelta(hours=2), HOST)
    scene.at(7300, "incident.handover", to="bob")
    assert "hand over" not in words(scene, 7400, CallKind.LONG)[0]
    scene.at(7500, "incident.resolved")
    assert words(scene, 7600, CallKind.LONG) == []
    assert not is_long(scene.incident, THREE + timedelta(hours=3), HOST)


def test_more_than_seven_direct_reports_warn() -> None:
    scene = Scene()
    scene.declare()
    scene.at(1, "incident.role", role="commander", who="alice")
    for number in range(7):
        scene.at(2 + number, "incident.role", role=f"expert:{number}", who=f"expert {number}")
    scene.at(20, "incident.role", role="expert:below", who="below", reports_to="expert 0")
    scene.at(21, "incident.task", task="1", owner="alice", text="her own")
    assert len(direct_reports(scene.incident)) == 7
    assert words(scene, 60, CallKind.CROWDED) == []
    scene.at(22, "incident.task", task="2", owner="zoe", text="one more")
    assert words(scene, 60, CallKind.CROWDED)[0].startswith("8 people report to one")


def test_what_was_missed_unseen_is_told_once() -> None:
    scene = Scene()
    scene.declare("P0")
    timers = scene.clocks(3600).values()
    missed = missed_unseen(timers, 20 * MIN)
    assert [timer.name for timer in missed] == ["escalate"]
    assert missed_unseen(timers, 20 * MIN, {timer.key for timer in missed}) == ()
    assert missed_unseen(timers, 60 * MIN) == ()
