"""The alert desk on a real Alertmanager: answering, racing, restarting."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Iterator
from contextlib import AsyncExitStack
from pathlib import Path

import pytest
from textual.pilot import Pilot

from console.app import OpsConsole
from data.config.secret import SecretReader
from data.models.entry import Entry
from data.provider import ProviderContext, Source
from data.sources import BY_NAME
from data.timekeeping import SystemTimekeeper
from screens.alerts import AlertsScreen
from screens.modals.ask_text import AskText
from screens.modals.confirm import Confirm
from tests.alertmanager_server import AlertmanagerServer, alertmanager_server
from tests.console_parts import console
from tests.host import screen_text, until

pytestmark = pytest.mark.serial


@pytest.fixture
def server() -> Iterator[AlertmanagerServer]:
    with alertmanager_server() as started:
        yield started


def desk(root: Path, server: AlertmanagerServer, *, by: str = "alice", read_only: bool = False) -> OpsConsole:
    """A console on that Alertmanager, which it asks every second."""
    kind = BY_NAME["alertmanager"]
    settings = kind.settings.model_validate({"name": "am", "url": server.url, "every": "1s"})
    context = ProviderContext(SystemTimekeeper(), SecretReader({}), read_only)
    provider = kind.make(settings, context)
    feeds = settings.feeds()
    source = Source("am", "alertmanager", "alertmanager", 1.0, 5.0, True, provider, feeds)
    return console(root, (source,), by=by, read_only=read_only)


async def open_desk(app: OpsConsole, pilot: Pilot[int], holds: Callable[[], bool]) -> AlertsScreen:
    app.action_mode("alerts")
    await until(pilot, lambda: isinstance(app.screen, AlertsScreen) and app.screen.laid_out)
    screen = app.screen
    assert isinstance(screen, AlertsScreen)
    await until(pilot, holds)
    return screen


async def acknowledge(app: OpsConsole, pilot: Pilot[int], reason: str) -> None:
    await pilot.press("a")
    await until(pilot, lambda: isinstance(app.screen, AskText))
    await pilot.press(*reason, "enter")
    await until(pilot, lambda: isinstance(app.screen, Confirm))


def entries(app: OpsConsole) -> list[Entry]:
    day = app.parts.journal.day(app.parts.journal.today())
    return [entry for entry in day.entries if entry.kind.startswith("alert.")]


async def test_acknowledging_names_the_target_and_no_is_the_default(
    tmp_path: Path, server: AlertmanagerServer
) -> None:
    server.fire({"summary": "p95 is 2.4 s"}, alertname="Slow", severity="critical", service="api")
    app = desk(tmp_path, server)
    async with app.run_test(size=(110, 30)) as pilot:
        await open_desk(app, pilot, lambda: "Slow · api" in screen_text(app))
        assert "1 alert is unanswered" in screen_text(app)
        await acknowledge(app, pilot, "looking")
        assert server.url in screen_text(app) and "Acknowledge Slow?" in screen_text(app)
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, AlertsScreen))
        assert server.in_force() == [] and entries(app) == []
        await acknowledge(app, pilot, "")
        await pilot.press("y")
        await until(pilot, lambda: "acknowledged  1" in screen_text(app))
        (silence,) = server.in_force()
        assert silence["createdBy"] == "alice" and silence["comment"].endswith("] looking")
        await until(pilot, lambda: len(entries(app)) == 1)
        (entry,) = entries(app)
        assert (entry.kind, entry.by, entry.get("reason")) == ("alert.acknowledged", "alice", "looking")
        assert entry.get("labels") == {"alertname": "Slow", "severity": "critical", "service": "api"}
        assert entry.get("target") == server.url and entry.get("silence") == silence["id"]


@pytest.mark.parametrize("turn", range(3))
async def test_two_consoles_acknowledge_at_once(
    tmp_path: Path, server: AlertmanagerServer, turn: int
) -> None:
    server.fire(alertname="Down", severity="critical")
    async with AsyncExitStack() as stack:
        apps: list[tuple[OpsConsole, Pilot[int]]] = []
        for by in ("alice", "bo"):
            app = desk(tmp_path / by, server, by=by)
            apps.append((app, await stack.enter_async_context(app.run_test(size=(100, 24)))))
        for app, pilot in apps:
            await open_desk(app, pilot, lambda app=app: "Down" in screen_text(app))  # type: ignore[misc]
            await acknowledge(app, pilot, "mine")
        began = time.monotonic()
        await asyncio.gather(*(pilot.press("y") for _, pilot in apps))
        for app, pilot in apps:
            await until(pilot, lambda app=app: "acknowledged  1" in screen_text(app))  # type: ignore[misc]
        async with asyncio.timeout(5):
            while len(in_force := server.in_force()) != 1:
                await asyncio.sleep(0.05)
        owner = in_force[0]["createdBy"]
        for app, pilot in apps:
            await until(pilot, lambda app=app: f" {owner} " in screen_text(app))  # type: ignore[misc]
        took = time.monotonic() - began
        assert took < 5, took
        print(f"{owner}'s silence remains; both show it after {took:.2f} s")
        assert [entry.by for app, _ in apps for entry in entries(app)] == [owner]
