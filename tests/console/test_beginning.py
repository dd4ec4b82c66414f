"""The first second: names at once, nothing that is typed is lost, and a bad configuration ends it."""

from __future__ import annotations

import threading
from pathlib import Path

from console.app import OpsConsole
from console.cli.options import Options
from console.cli.session import Session
from console.glimpse import Glimpse, glimpse_of
from console.parts import Parts
from data.errors import ConfigError
from tests.console_parts import parts
from tests.host import screen_text, until
from widgets.health.health_table import HealthTable

CONFIGURATION = """
[console]
environment = "production"
theme = "light"
read_only = true

[[http]]
name = "shop"
group = "web"
url = "http://127.0.0.1:9/"

[[postgres]]
name = "orders"
dsn_env = "ORDERS"
critical = false
"""


def glimpse(home: Path, text: str = CONFIGURATION) -> Glimpse:
    file = home / "config.toml"
    file.write_text(text, encoding="utf-8")
    seen = glimpse_of(Session({"TZ": "UTC"}, Options(config=file)))
    assert seen is not None
    return seen


def test_names_are_known_without_checking_anything(tmp_path: Path) -> None:
    seen = glimpse(tmp_path)
    named = [(state.name, state.kind, state.group, state.critical) for state in seen.snapshot.sources]
    assert named == [("shop", "http", "web", True), ("orders", "postgres", "postgres", False)]
    assert seen.standing.production and seen.standing.badges == ("READ-ONLY",) and seen.theme == "light"


def test_an_odd_configuration_is_for_the_loader_to_refuse(tmp_path: Path) -> None:
    odd = 'console = 3\nhttp = [1, {}, {name = 4}, {name = "a\\u001bb"}]\n[postgres]\nx = 1\n'
    assert [state.name for state in glimpse(tmp_path, odd).snapshot.sources] == ["a␛b"]


def test_without_a_configuration_there_is_nothing_to_see(tmp_path: Path) -> None:
    assert glimpse_of(Session({}, Options(config=tmp_path / "none.toml"))) is None


async def test_what_is_typed_before_the_parts_are_there_waits_for_them(tmp_path: Path) -> None:
    made, go = parts(tmp_path / "journal"), threading.Event()

    def make() -> Parts:
        assert go.wait(120)
        return made

    app = OpsConsole(make, glimpse(tmp_path))
    async with app.run_test(size=(100, 30)) as pilot:
        await until(pilot, lambda: "shop" in screen_text(app))
        assert "PRODUCTION" in screen_text(app) and "asking" in screen_text(app) and not app.begun
        await pilot.press("down", "6")
        assert app.current_mode == "health" and app.screen.query_one(HealthTable).cursor == "shop"
        go.set()
        await until(pilot, lambda: app.current_mode == "checklists")
        await until(pilot, lambda: "Morning" in screen_text(app))


async def test_a_bad_configuration_ends_it(tmp_path: Path) -> None:
    def make() -> Parts:
        raise ConfigError("that cannot be", file=tmp_path / "config.toml", key="http.shop.url")

    app = OpsConsole(make, glimpse(tmp_path))
    async with app.run_test(size=(100, 30)) as pilot:
        await until(pilot, lambda: app.failure is not None)
    assert isinstance(app.failure, ConfigError)
    assert app.return_code == ConfigError.exit_code
