"""The drawing of the affected signals."""

from __future__ import annotations

import math
from xml.etree import ElementTree as Xml

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.reports.incidents.picture import picture_of, sparkline
from data.reports.incidents.svg import svg
from tests.data.incidents.scene import Scene
from tests.data.reports.incidents.script import EVIDENCE, RESOLVED, case_of, outage


def parsed(said: str) -> Xml.Element:
    return Xml.fromstring(said)


def test_the_declaration_and_the_end_are_marked_in_every_panel() -> None:
    picture = picture_of(case_of(outage()))
    assert (picture.start, picture.end, picture.over) == (-20, RESOLVED, RESOLVED)
    root = parsed(svg(picture, "INC-1 <down> & \x1b"))
    classes = [each.get("class") for each in root.iter()]
    assert classes.count("declared") == classes.count("over") == 1 and "limit" in classes
    assert root[0].text == "INC-1 <down> & ·"
    assert {each.tag.rpartition("}")[2] for each in root.iter()} <= {
        "svg", "title", "style", "rect", "text", "line", "polyline", "circle",
    }  # fmt: skip


def test_without_values_it_says_so() -> None:
    scene = Scene()
    scene.declare()
    picture = picture_of(case_of(scene))
    assert picture.tracks == () and "No value of any signal" in svg(picture, "x")


@pytest.mark.parametrize("value", [math.nan, math.inf, -math.inf, 1e308])
def test_what_cannot_be_drawn_is_left_out(value: float) -> None:
    scene = Scene()
    scene.declare(evidence=[EVIDENCE | {"value": value}, EVIDENCE | {"value": 3.0, "signal": "api.p95_ms"}])
    picture = picture_of(case_of(scene))
    assert [track.key[1] for track in picture.tracks] == ["api.p95_ms"]
    parsed(svg(picture, "x"))


@given(st.lists(st.tuples(st.floats(0, 5000), st.floats(-1e6, 1e6)), min_size=1, max_size=30))
def test_any_values_are_drawn_in_so_many_cells(points: list[tuple[float, float]]) -> None:
    scene = Scene()
    scene.declare()
    for at, value in points:
        scene.at(at, "incident.signal", evidence=[EVIDENCE | {"value": value}])
    picture = picture_of(case_of(scene, 5000))
    assert len(sparkline(picture.tracks[0], picture, 30)) == 31
    parsed(svg(picture, "x"))


def test_many_signals_are_counted_not_drawn() -> None:
    scene = Scene()
    scene.declare(evidence=[EVIDENCE | {"signal": f"s.{number}"} for number in range(20)])
    picture = picture_of(case_of(scene))
    assert len(picture.tracks) == 12 and picture.more == 8
