"""What the console writes by itself comes with the beats of a drill's time, however fast that goes."""

from __future__ import annotations

from pathlib import Path

import pytest

from console.drill.app import DrillConsole
from screens.incidents.incident import IncidentScreen
from screens.modals.declare import Declare
from tests.drill_console import at, begun, kinds, made
from tests.host import until

_WELL, _FAILS = 345.0, 400.0
_NEVER_S = 1e6


async def test_a_limit_that_is_crossed_is_written_with_the_beat_and_not_by_a_second_of_the_world(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """At 10× a second of the world is ten of the scenario: the line would be so late."""
    monkeypatch.setattr("console.app._TICK", _NEVER_S)
    monkeypatch.setattr("console.app._SETTLED", 0.01)
    with made(tmp_path, speed=10.0) as drill:
        app = DrillConsole(drill)
        async with app.run_test(size=(120, 40)) as pilot:
            await begun(app, pilot)
            await at(app, pilot, _WELL)
            await pilot.press("i")
            await until(pilot, lambda: isinstance(app.screen, Declare))
            await pilot.press("1", "enter")
            await until(pilot, lambda: isinstance(app.screen, IncidentScreen) and app.chronicle.read)
            await at(app, pilot, _FAILS)
            await until(pilot, lambda: "incident.signal" in kinds(drill))
