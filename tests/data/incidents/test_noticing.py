"""Alerts and deployments enter the timeline once, whoever watches, and however often."""

from __future__ import annotations

from collections.abc import Collection

from data.incidents.crossing import A_MINUTE, Notice
from data.incidents.entering import entered
from data.incidents.noticing import noticed
from data.models.alert import Alert
from data.models.item import Item
from data.models.snapshot import Snapshot
from data.models.verdict import Verdict
from tests.data.incidents.scene import Scene
from tests.data.incidents.sources import gauge, moment, seen_at


def alert(name: str, seconds: float = 60.0, **more: object) -> Alert:
    return Alert("alert", f"fp-{name}", name, at=moment(seconds), **more)  # type: ignore[arg-type]


def deployment(
    id: str, seconds: float = 60.0, state: str = "success", verdict: Verdict = Verdict.PASS
) -> Item:
    return Item("deployment", id, f"{id} to production", verdict, state=state, at=moment(seconds))


def watching(*items: Item, value: float | None = 41.0) -> Snapshot:
    return seen_at(90, gauge("am", value, 90, items))


class Watch:
    """Looks again and again, and writes what it finds."""

    def __init__(self) -> None:
        self.scene = Scene("manual")
        self.scene.declare("P2")
        self.seconds = 90.0

    def look(self, snapshot: Snapshot, told: Collection[str] | None = None) -> list[str]:
        incident = self.scene.incident
        found: list[Notice] = noticed(incident, snapshot, incident.told if told is None else told)
        self.seconds += 1
        self.scene.write(self.seconds, entered(incident, found))
        return [each.words for each in found]


def test_an_alert_fires_and_resolves_once() -> None:
    watch, firing = Watch(), watching(alert("Slow", fields=(("summary", "p95 is 2.4 s"),)))
    assert watch.look(firing) == ["Slow fires: p95 is 2.4 s"]
    assert watch.look(firing) == []
    assert watch.look(watching()) == ["Slow has resolved"]
    assert watch.look(watching()) == []
    assert watch.look(watching(alert("Slow", 200))) == ["Slow fires"]
    line = watch.scene.incident.timeline[1]
    assert (line.kind, line.supported) == ("alert", True)


def test_what_fired_before_the_declaration_or_is_silenced_is_not_told() -> None:
    silenced = alert("Silenced", silenced_by=("s",))
    assert Watch().look(watching(alert("Old", -60), silenced)) == []


def test_nothing_resolves_while_the_alert_manager_cannot_be_asked() -> None:
    watch = Watch()
    watch.look(watching(alert("Slow")))
    assert watch.look(watching(value=None)) == []
    assert watch.look(watching()) == ["Slow has resolved"]


def test_a_deployment_is_told_when_it_begins_and_when_it_fails() -> None:
    watch = Watch()
    assert watch.look(watching(deployment("v2", state="queued"))) == ["deployment v2 to production: queued"]
    assert watch.look(watching(deployment("v2"))) == []
    broken = deployment("v2", state="failure", verdict=Verdict.FAIL)
    assert watch.look(watching(broken)) == ["deployment v2 to production: failure"]
    assert watch.look(watching(broken, deployment("v1", -3600))) == []


def test_a_storm_is_told_in_few_lines_and_not_again() -> None:
    watch, storm = Watch(), watching(*(alert(f"A{number:03}") for number in range(300)))
    lines = watch.look(storm)
    assert len(lines) == A_MINUTE and lines[-1].startswith("295 more alerts: ")
    assert watch.look(storm) == []
