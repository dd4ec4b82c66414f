"""New since the last look: leaving the screen takes it in, opening one of its facts does not."""

from __future__ import annotations

from pathlib import Path

from textual.pilot import Pilot

from console.app import OpsConsole
from data.models.item import Item
from data.models.reading import Answer, Observation
from data.models.verdict import Verdict
from data.provider import Source
from screens.boards.fact import FactScreen
from screens.boards.security import SecurityScreen
from screens.health.health import HealthScreen
from tests.console_parts import console
from tests.fakes import FakeProvider
from tests.host import screen_text, until

FEEDS = frozenset({"aws.guardduty_findings"})


def account(*titles: str) -> tuple[Source, ...]:
    """An account with these findings."""
    items = tuple(Item("finding", title, title, Verdict.FAIL, "high", "open") for title in titles)

    async def act() -> Answer:
        count = Observation("aws.guardduty_findings", float(len(items)), "count")
        return Answer((count,), "fake query", items=items)

    return (Source("prod", "fake", "aws", 10.0, 5.0, True, FakeProvider(act), FEEDS),)


async def look(app: OpsConsole, pilot: Pilot[int], said: str) -> None:
    await pilot.press("4")
    await until(pilot, lambda: isinstance(app.screen, SecurityScreen) and said in screen_text(app))


async def leave(app: OpsConsole, pilot: Pilot[int]) -> None:
    await pilot.press("1")
    await until(pilot, lambda: isinstance(app.screen, HealthScreen))


async def test_what_comes_after_the_screen_was_left_is_new(tmp_path: Path) -> None:
    app = console(tmp_path / "j", account("port 22 is open"), looks=tmp_path)
    async with app.run_test(size=(120, 40)) as pilot:
        await until(pilot, lambda: app.begun)
        await look(app, pilot, "this is the first look")
        assert not (tmp_path / "looks.json").exists(), "it has not been left yet"
        await leave(app, pilot)
        await until(pilot, lambda: (tmp_path / "looks.json").exists())
        await look(app, pilot, "nothing new and nothing fixed since the last look")
    again = console(tmp_path / "j2", account("root signs in without a second factor"), looks=tmp_path)
    async with again.run_test(size=(120, 40)) as pilot:
        await until(pilot, lambda: again.begun)
        await look(again, pilot, "1 new, 1 fixed since the last look")
        await pilot.press("s")
        await until(pilot, lambda: "nothing new and nothing fixed" in screen_text(again))


async def test_opening_a_fact_is_not_leaving(tmp_path: Path) -> None:
    app = console(tmp_path / "j", account("port 22 is open"), looks=tmp_path)
    async with app.run_test(size=(120, 40)) as pilot:
        await until(pilot, lambda: app.begun)
        await look(app, pilot, "port 22 is open")
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, FactScreen))
        await pilot.pause()
        assert not (tmp_path / "looks.json").exists()
    assert (tmp_path / "looks.json").exists(), "leaving the console is leaving the screen"


async def test_a_console_that_only_looks_keeps_no_look(tmp_path: Path) -> None:
    app = console(tmp_path / "j", account("port 22 is open"), looks=tmp_path, read_only=True)
    async with app.run_test(size=(120, 40)) as pilot:
        await until(pilot, lambda: app.begun)
        await look(app, pilot, "this is the first look")
        await leave(app, pilot)
        await look(app, pilot, "nothing new and nothing fixed since the last look")
    assert not (tmp_path / "looks.json").exists()
