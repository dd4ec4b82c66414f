"""The dashboards in the whole application: their keys, their range, their files."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from textual.pilot import Pilot

from console.app import OpsConsole
from console.publishing import MODES
from data.models.past import Past, TimeRange, Window
from data.models.reading import Answer, Observation
from data.provider import Source
from screens.boards.dashboard import DashboardScreen
from screens.boards.fact import FactScreen
from screens.messages import RunAsked
from tests.console_parts import console, morning_sources
from tests.fakes import FakeProvider
from tests.host import screen_text, until

BOARDS = [(mode, key, title) for mode, key, title in MODES if key in "2345"]


class Remembering(FakeProvider):
    """A source that knows its past: a hundred at every step of every window."""

    def __init__(self) -> None:
        async def act() -> Answer:
            return Answer((Observation("api.p95_ms", 120.0, "ms"),), "fake query")

        super().__init__(act)
        self.windows: list[Window] = []

    async def past(self, window: Window) -> tuple[Past, ...]:
        """As many values as the window has steps."""
        self.windows.append(window)
        count = int((window.end - window.start) / window.step)
        times = tuple(window.start + at * window.step for at in range(count + 1))
        return (Past("api.p95_ms", (), "ms", times, (100.0,) * len(times)),)


def remembering() -> tuple[Remembering, Source]:
    """The provider and its source."""
    provider = Remembering()
    return provider, Source("prom", "prometheus", "api", 10.0, 5.0, True, provider, frozenset({"api.p95_ms"}))


def notices(app: OpsConsole, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What the person is told, kept in a list."""
    told: list[str] = []
    monkeypatch.setattr(app, "notify", lambda message, **_: told.append(message))
    return told


async def opened(app: OpsConsole, pilot: Pilot[int], key: str) -> None:
    await until(pilot, lambda: app.begun)
    await pilot.press(key)
    await until(pilot, lambda: isinstance(app.screen, DashboardScreen) and app.screen.board is not None)


@pytest.mark.parametrize(("mode", "key", "title"), BOARDS)
async def test_each_board_has_its_key(tmp_path: Path, mode: str, key: str, title: str) -> None:
    app = console(tmp_path / "journal", morning_sources())
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(app, pilot, key)
        assert app.current_mode == mode and title in screen_text(app).splitlines()[0]
        assert "last 1 h" in screen_text(app)


async def test_escape_goes_back_to_health(tmp_path: Path) -> None:
    app = console(tmp_path / "journal", morning_sources())
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(app, pilot, "3")
        await pilot.press("slash", "x", "enter", "escape")
        assert app.current_mode == "cost"
        await pilot.press("escape")
        await until(pilot, lambda: app.current_mode == "health")


async def test_the_past_is_filled_in_and_grows_with_the_range(tmp_path: Path) -> None:
    provider, source = remembering()
    app = console(tmp_path / "journal", (source,))
    async with app.run_test(size=(100, 30)) as pilot:
        await opened(app, pilot, "2")
        await until(pilot, lambda: "back-filled from prom" in screen_text(app))
        assert "100 ms" in screen_text(app)
        before = len(provider.windows)
        await pilot.press("t")
        await until(pilot, lambda: "last 6 h" in screen_text(app))
        await until(pilot, lambda: TimeRange.SIX_HOURS.step in [w.step for w in provider.windows[before:]])
        await pilot.press("3", "2")
        await until(pilot, lambda: "last 6 h" in screen_text(app))


async def test_a_fact_is_explained_by_every_policy(tmp_path: Path) -> None:
    app = console(tmp_path / "journal", (remembering()[1],))
    async with app.run_test(size=(100, 50)) as pilot:
        await opened(app, pilot, "2")
        await until(pilot, lambda: "p95 response time" in screen_text(app))
        await pilot.press("enter")
        await until(pilot, lambda: "What the documents make of it" in screen_text(app))
        assert isinstance(app.screen, FactScreen)
        await pilot.press("escape")
        await until(pilot, lambda: isinstance(app.screen, DashboardScreen))


async def test_tables_and_a_picture_are_written(tmp_path: Path) -> None:
    app = console(tmp_path / "journal", (remembering()[1],))
    folder = tmp_path / "exports"
    async with app.run_test(size=(100, 30)) as pilot:
        await opened(app, pilot, "2")
        await until(pilot, lambda: "back-filled" in screen_text(app))
        await pilot.press("x", "X")
        await until(pilot, lambda: len(list(folder.glob("performance-*"))) == 3)
        facts = next(path for path in folder.glob("*.csv") if "series" not in path.name)
        series = next(folder.glob("*.series.csv"))
        rows = csv.DictReader(io.StringIO(facts.read_text(encoding="utf-8")))
        assert [row["value"] for row in rows] == ["120"]
        assert len(series.read_text(encoding="utf-8").splitlines()) > 200
        picture = next(folder.glob("*.svg")).read_text(encoding="utf-8")
        assert picture.startswith("<svg") and "@font-face" not in picture


async def test_nothing_is_written_where_nothing_may_be(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = console(tmp_path / "journal", (remembering()[1],), read_only=True)
    told = notices(app, monkeypatch)
    async with app.run_test(size=(100, 30)) as pilot:
        await opened(app, pilot, "2")
        await until(pilot, lambda: "p95" in screen_text(app))
        await pilot.press("x")
        await until(pilot, lambda: bool(told))
        assert told[0] == "Nothing is written: this console only looks"
        assert not (tmp_path / "exports").exists()


async def test_a_procedure_that_is_none_of_ours_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = console(tmp_path / "journal", morning_sources())
    told = notices(app, monkeypatch)
    async with app.run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: app.begun)
        app.post_message(RunAsked("Database connections"))
        await until(pilot, lambda: bool(told))
        assert told[0] == "Database connections is not among the checklists here"
