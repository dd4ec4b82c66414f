"""Call-outs, and what was missed while nobody looked."""

from __future__ import annotations

from data.incidents.deputy import calls_of
from data.incidents.entering import called, missed, missed_key, told_missed
from data.models.entry import Draft
from data.models.incident import Incident
from data.models.timer import Timer
from tests.data.incidents.scene import HOST, Scene
from tests.data.incidents.sources import moment

MIN = 60.0


def timers(scene: Scene, minutes: float) -> tuple[Timer, ...]:
    return tuple(scene.clocks(minutes * MIN).values())


def call_out(scene: Scene, minutes: float) -> list[Draft]:
    incident: Incident = scene.incident
    clocks = timers(scene, minutes)
    calls = calls_of(incident, clocks, moment(minutes * MIN), HOST)
    return called(incident, int(minutes // 10), calls, clocks)


def tell_missed(scene: Scene, minutes: float) -> list[str]:
    found = missed(scene.incident, timers(scene, minutes))
    scene.write(minutes * MIN, told_missed(scene.incident, found, missed_key(found)))
    return [each.name for each in found]


def test_a_round_is_called_out_once() -> None:
    scene = Scene("skafu")
    scene.declare("P0")
    (draft,) = call_out(scene, 20)
    assert draft.fields["key"] == "call 2"
    assert draft.fields["text"].startswith("overdue: respond: 5 min over; overdue: public-update")
    scene.write(20 * MIN, [draft])
    assert call_out(scene, 20) == []
    assert call_out(scene, 30) != []


def test_where_all_is_in_order_nobody_is_called_out() -> None:
    scene = Scene("runbooks")
    scene.declare("P4")
    scene.at(60, "incident.acknowledged")
    scene.at(60, "incident.role", role="commander", who="alice")
    assert call_out(scene, 10) == []


def test_what_was_missed_is_told_once_whoever_looks_and_however_often() -> None:
    scene = Scene("skafu")
    scene.declare("P0")
    (draft,) = told_missed(scene.incident, timers(scene, 17.35), "k")[:1]
    assert "respond 2 min 21 s over" in str(draft.fields["text"])
    assert tell_missed(scene, 20) == ["respond", "public-update"]
    assert tell_missed(scene, 21) == []
    assert tell_missed(scene, 45) == ["escalate"]
    assert tell_missed(scene, 600) == []


def test_what_was_called_out_was_not_missed() -> None:
    scene = Scene("skafu")
    scene.declare("P0")
    scene.write(20 * MIN, call_out(scene, 20))
    assert tell_missed(scene, 25) == []


def test_where_somebody_was_there_since_it_was_not_missed_unseen() -> None:
    scene = Scene("skafu")
    scene.declare("P0")
    scene.at(16 * MIN, "incident.note", note="still looking")
    assert tell_missed(scene, 40) == ["escalate"]


def test_a_moved_clock_makes_nothing_missed_twice() -> None:
    scene = Scene("skafu")
    scene.declare("P0")
    assert tell_missed(scene, 20) == ["respond", "public-update"]
    scene.at(21 * MIN + 3600, "clock.moved", seconds=3600.0)
    assert tell_missed(scene, 22 + 60) == []
