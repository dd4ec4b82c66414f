"""An open incident in one line, which changes once a minute at most."""

from __future__ import annotations

from tests.data.incidents.scene import Scene
from tests.host import text_of
from widgets.incidents.incident_summary import Told, minutes, summary_lines


def told(scene: Scene, seconds: float) -> Told:
    return scene.incident, scene.policy, tuple(scene.clocks(seconds).values()), seconds


def test_what_how_grave_since_when_and_what_presses() -> None:
    scene = Scene("skafu")
    scene.declare("P0")
    line = text_of(summary_lines([told(scene, 42 * 60 + 13)], 1))
    assert line.startswith("P0 CRITICAL INC-2026-11-20-1 investigating 42 min, public-update late 42 min")
    assert line.endswith(" and 2 more  → 8  site down")
    assert line == text_of(summary_lines([told(scene, 42 * 60 + 58)], 1))


def test_what_is_due_soon_is_named_before_it_is_late() -> None:
    scene = Scene("runbooks")
    scene.declare("P2")
    assert "respond due in 5 min" in text_of(summary_lines([told(scene, 10 * 60)], 1))
    assert "due" not in text_of(summary_lines([told(scene, 60)], 1))


def test_the_gravest_is_in_front_and_the_others_are_counted() -> None:
    lesser, graver = Scene("skafu"), Scene("skafu")
    lesser.declare("P2")
    graver.declare("P0")
    pair = [told(lesser, 60), told(graver, 60)]
    assert text_of(summary_lines(pair, 2)).startswith("P0 CRITICAL")
    assert "and 6 more are open" in text_of(summary_lines(pair, 7))
    assert summary_lines([], 0) == ()


def test_spans_in_whole_minutes() -> None:
    assert [minutes(each) for each in (0, 59, 60, 3599, 3600, 7500)] == [
        *("0 min", "0 min", "1 min", "59 min", "1 h 00 min", "2 h 05 min"),
    ]
