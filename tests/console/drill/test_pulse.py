"""What the console writes by itself: with the beats of a drill's time, and from the declaration on."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.pilot import Pilot

from console.drill.app import DrillConsole
from screens.incidents.incident import IncidentScreen
from screens.modals.declare import Declare
from tests.drill_console import at, begun, entries, kinds, made
from tests.host import until

_WELL, _FAILS = 345.0, 400.0
_NEVER_S = 1e6


@pytest.fixture
def no_second(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is done because a second of the world has gone by."""
    monkeypatch.setattr("console.app._TICK", _NEVER_S)
    monkeypatch.setattr("console.app._SETTLED", 0.01)


async def declared(app: DrillConsole, pilot: Pilot[int]) -> None:
    """An incident, before the API fails."""
    await begun(app, pilot)
    await at(app, pilot, _WELL)
    await pilot.press("i")
    await until(pilot, lambda: isinstance(app.screen, Declare))
    await pilot.press("1", "enter")
    await until(pilot, lambda: isinstance(app.screen, IncidentScreen) and app.chronicle.read)


@pytest.mark.usefixtures("no_second")
async def test_a_limit_that_is_crossed_is_written_with_the_beat_and_not_by_a_second_of_the_world(
    tmp_path: Path,
) -> None:
    """At 10× a second of the world is ten of the scenario: the line would be so late."""
    with made(tmp_path, speed=10.0) as drill:
        app = DrillConsole(drill)
        async with app.run_test(size=(120, 40)) as pilot:
            await declared(app, pilot)
            await at(app, pilot, _FAILS)
            await until(pilot, lambda: "incident.signal" in kinds(drill))


@pytest.mark.usefixtures("no_second")
async def test_what_crosses_between_the_declaration_and_the_first_look_is_written(tmp_path: Path) -> None:
    with made(tmp_path, speed=1.0) as drill:
        app = DrillConsole(drill)
        async with app.run_test(size=(120, 40)) as pilot:
            await declared(app, pilot)
            await at(app, pilot, _FAILS)
            await until(pilot, lambda: answered(app, "api") >= _FAILS)
            assert "incident.signal" not in kinds(drill)
            app.tend_incidents()
            await until(pilot, lambda: "incident.signal" in kinds(drill))
            (line,) = (each for each in entries(drill) if each.kind == "incident.signal")
            assert str(line.get("text")).startswith("api · error rate")


def answered(app: DrillConsole, name: str) -> float:
    """The second of the scenario of a service's last answer."""
    source = app.parts.watch.store.snapshot().source(name)
    return (source and source.answered_elapsed) or 0.0
