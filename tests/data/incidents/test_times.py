"""How long it took, for one and for many."""

from __future__ import annotations

from datetime import timedelta

from data.incidents.times import means_of, times_of
from tests.data.incidents.scene import THREE, Scene


def test_times_count_from_the_declaration() -> None:
    scene = Scene()
    scene.declare(detected=THREE - timedelta(seconds=240))
    assert times_of(scene.incident).resolve is None
    scene.at(60, "incident.acknowledged")
    scene.at(900, "incident.status", status="monitoring")
    scene.at(1800, "incident.resolved")
    times = times_of(scene.incident)
    assert (times.detect, times.acknowledge, times.mitigate, times.resolve) == (240, 60, 900, 1800)


def test_an_end_that_did_not_last_is_none() -> None:
    scene = Scene()
    scene.declare()
    scene.at(600, "incident.resolved")
    scene.at(700, "incident.reopened", reason="back")
    assert times_of(scene.incident).mitigate is None
    scene.at(1000, "incident.resolved")
    assert times_of(scene.incident).resolve == 1000


def test_means_are_over_those_that_are_known() -> None:
    incidents = []
    for acknowledged, resolved in ((60, 600), (120, None)):
        scene = Scene()
        scene.declare()
        scene.at(acknowledged, "incident.acknowledged")
        if resolved:
            scene.at(resolved, "incident.resolved")
        incidents.append(scene.incident)
    means = means_of(incidents)
    assert (means.acknowledge, means.acknowledged, means.resolve, means.resolved) == (90, 2, 600, 1)
    assert means_of([]).acknowledge is None
