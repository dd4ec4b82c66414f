"""Mean and median over all incidents, and for each severity of each policy."""

from __future__ import annotations

from dataclasses import replace

from data.reports.incidents.usual import usual_of
from tests.data.incidents.scene import Scene


def test_groups_with_their_means_and_medians() -> None:
    incidents = []
    for number, (severity, ack, over) in enumerate(
        (("P0", 60, 600), ("P0", 120, 1200), ("P0", 600, 9000), ("P1", 30, None))
    ):
        scene = Scene()
        scene.declare(severity)
        scene.at(ack, "incident.acknowledged")
        if over:
            scene.at(over, "incident.resolved")
        incidents.append(replace(scene.incident, id=f"INC-{number}"))
    found = {each.title: each for each in usual_of(incidents)}
    assert list(found) == ["all", "P0 (skafu)", "P1 (skafu)"]
    first = found["P0 (skafu)"]
    assert (first.acknowledge.mean, first.acknowledge.median, first.acknowledge.known) == (260, 120, 3)
    assert (first.resolve.mean, first.resolve.median) == (3600, 1200)
    assert found["P1 (skafu)"].resolve.mean is None and found["all"].resolve.known == 3
