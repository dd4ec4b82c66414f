"""While the console is open, and until it is left, all that it knows is recorded."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from console.app import OpsConsole
from console.replay.flight import Flight
from data.config.places import recordings_dir
from data.models.reading import Answer, Observation
from data.models.round import Round
from data.provider import Source
from data.recorder.recordings import Recordings
from data.store import Store
from tests.console_parts import console, parts
from tests.fakes import HandClock, answering, policy
from tests.host import until


@pytest.fixture(autouse=True)
def patient(monkeypatch: pytest.MonkeyPatch) -> None:
    """The disk may take its time with the last block."""
    monkeypatch.setattr("console.replay.flight._LAST_S", 60.0)


def recorded(clock: HandClock, value: float) -> Round:
    answer = Answer((Observation("http.latency_ms", value, "ms"),), "https://example.com")
    return Round("api", clock.now(), clock.elapsed(), 12.0, answer)


async def test_the_last_second_is_recorded_too(tmp_path: Path) -> None:
    clock = HandClock()
    made = Source("api", "http", "", 5.0, 3.0, True, answering())
    store = Store([made], policy(), clock)
    flight = Flight(store, tmp_path, 2**20, "bastion 1/x")
    flight.start()
    store.record(recorded(clock, 12.0))
    await asyncio.sleep(0)
    clock.move(1)
    store.record(recorded(clock, 13.0))
    await flight.close()
    found = Recordings(tmp_path).snapshot(clock.now())
    assert found == store.snapshot()


async def test_every_answer_is_recorded_however_soon_the_next_one_comes(tmp_path: Path) -> None:
    clock = HandClock()
    store = Store([Source("api", "http", "", 5.0, 3.0, True, answering())], policy(), clock)
    flight = Flight(store, tmp_path, 2**20, "bastion-1")
    flight.start()
    await asyncio.sleep(0)
    for value in (12.0, 13.0, 14.0):
        clock.move(0.25)
        store.record(recorded(clock, value))
    await flight.close()
    began = clock.now() - timedelta(seconds=1)
    [series] = Recordings(tmp_path).series(began, clock.now()).values()
    assert series.values == (12.0, 13.0, 14.0)


async def test_a_console_records_where_it_is_told_to_and_only_there(tmp_path: Path) -> None:
    app = console(tmp_path / "home")
    async with app.run_test():
        app._record_flight()
        assert app._flight is None
    there = tmp_path / "recordings"
    made = replace(parts(tmp_path / "other"), recordings=there, recording_bytes=2**20)
    app = OpsConsole(lambda: made)
    async with app.run_test() as pilot:
        app._record_flight()
        await until(pilot, lambda: Recordings(there).span() is not None)
        now = app.parts.time.now()
    assert Recordings(there).snapshot(now + timedelta(seconds=5)) is not None


def test_each_environment_has_a_folder_of_its_own() -> None:
    environ = {"XDG_STATE_HOME": "/state"}
    assert recordings_dir(environ, "Production (EU)") == Path("/state/ops-console/recordings/production-eu")
    assert recordings_dir(environ, "../..") == Path("/state/ops-console/recordings/local")


async def test_a_disk_that_takes_nothing_is_told_once(tmp_path: Path) -> None:
    (tmp_path / "full").write_text("a file where a folder should be")
    store = Store([Source("api", "http", "", 5.0, 3.0, True, answering())], policy(), HandClock())
    said: list[str] = []
    flight = Flight(store, tmp_path / "full", 2**20, "bastion-1", say=said.append)
    flight.start()
    async with asyncio.timeout(60):
        while not said:
            await asyncio.sleep(0.01)
    await flight.close()
    assert said == ["What is seen is not recorded: Not a directory"]


async def test_what_is_seen_first_is_written_at_once(tmp_path: Path) -> None:
    store = Store([Source("api", "http", "", 5.0, 3.0, True, answering())], policy(), HandClock())
    flight = Flight(store, tmp_path, 2**20, "bastion-1")
    flight.start()
    async with asyncio.timeout(60):
        while Recordings(tmp_path).span() is None:
            await asyncio.sleep(0.02)
    await flight.close()
