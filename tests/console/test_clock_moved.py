"""A clock that is moved, and a machine that slept, in the open console."""

from __future__ import annotations

from pathlib import Path

import pytest

from data.models.journal import SaveState
from tests.console_parts import console
from tests.fakes import HandClock, moved_wall
from tests.host import screen_text, until


@pytest.mark.parametrize("seconds", [3600.0, -3600.0, 315360000.0])
async def test_a_jump_is_recorded_and_shown(tmp_path: Path, seconds: float) -> None:
    """Fault 70."""
    clock = HandClock()
    app = console(tmp_path, time=clock)
    async with app.run_test(size=(110, 40), notifications=True) as pilot:
        await until(pilot, lambda: "pass" in screen_text(app))
        moved_wall(clock, seconds)
        app._tick()
        await until(pilot, lambda: f"{seconds:+.0f} s" in screen_text(app))
        journal = app.parts.journal
        await until(pilot, lambda: bool(journal.day(journal.today()).entries))
        entry = journal.day(journal.today()).entries[0]
        assert (entry.kind, entry.get("seconds"), entry.at) == ("clock.moved", seconds, clock.now())
        await until(pilot, lambda: journal.health.state is SaveState.SAVED)
        app._tick()
        await pilot.pause(0.1)
        assert len(journal.day(journal.today()).entries) == 1


async def test_after_a_suspend_all_is_stale_and_soon_asked_anew(tmp_path: Path) -> None:
    """Fault 71."""
    clock = HandClock()
    app = console(tmp_path, time=clock)
    async with app.run_test(size=(110, 40)) as pilot:
        await until(pilot, lambda: "pass" in screen_text(app))
        store = app.parts.watch.store
        clock.move(7200)
        store.expire()
        assert {source.verdict.value for source in store.snapshot().sources} == {"stale"}
        app._tick()
        assert "moved" not in screen_text(app)
        await until(pilot, lambda: all(s.verdict.value == "pass" for s in store.snapshot().sources))
