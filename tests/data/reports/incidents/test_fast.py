"""Many incidents, and one with many lines, do not keep anybody waiting."""

from __future__ import annotations

from dataclasses import replace
from zoneinfo import ZoneInfo

from data.reports.incidents.review import review_of
from data.reports.incidents.review_markdown import review_markdown
from tests.data.incidents.scene import Scene
from tests.data.reports.incidents.script import EVIDENCE, case_of, outage
from tests.own_time import within

_BOUND_S = 5.0
"""Many times what it takes on an idle machine."""


def test_five_thousand_lines_beside_five_hundred_incidents() -> None:
    scene = Scene()
    scene.declare(services=["db main"])
    for number in range(5000):
        scene.at(number, "incident.signal" if number % 3 else "incident.note", text="x", evidence=[EVIDENCE])
    others = tuple(replace(outage().incident, id=f"INC-2026-10-01-{number}") for number in range(500))
    case = replace(case_of(scene, 6000), others=others)
    with within(_BOUND_S):
        review = review_of(case)
        said = review_markdown(review, ZoneInfo("Europe/London"))
    assert said.count("\n") > 5000 and review.usual[0].incidents == 500
