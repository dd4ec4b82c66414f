"""The alert desk on a real Alertmanager: answering, racing, restarting."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Iterator
from contextlib import AsyncExitStack
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from textual.pilot import Pilot

from console.app import OpsConsole
from data.config.secret import SecretReader
from data.models.entry import Entry
from data.models.reading import Answer, Observation
from data.models.verdict import Verdict
from data.provider import ProviderContext, Source
from data.sources import BY_NAME
from data.timekeeping import SystemTimekeeper
from screens.alerts.alerts import AlertsScreen
from screens.checklists.run import RunScreen
from screens.modals.ask_text import AskText
from screens.modals.confirm import Confirm
from tests.alertmanager_server import AlertmanagerServer, alertmanager_server
from tests.console_parts import console
from tests.fakes import FakeProvider
from tests.host import screen_text, until


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


def told(app: OpsConsole) -> str:
    """What toasts say, whether there is room for them or not."""
    return "\n".join(each.message for each in app._notifications)


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


async def test_what_falls_silent_with_it_is_said_before(tmp_path: Path, server: AlertmanagerServer) -> None:
    server.fire(alertname="Slow", severity="critical")
    await asyncio.sleep(0.01)
    for host in "ab":
        server.fire(alertname="Slow", severity="critical", host=host)
    app = desk(tmp_path, server)
    async with app.run_test(size=(110, 30)) as pilot:
        await open_desk(app, pilot, lambda: "3 alerts are unanswered" in screen_text(app))
        await acknowledge(app, pilot, "looking")
        assert "2 more alerts have these labels and fall silent with it." in screen_text(app)
        await pilot.press("y")
        await until(pilot, lambda: "silenced  2" in screen_text(app))
        assert "acknowledged  1" in screen_text(app)


@pytest.mark.serial
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


async def test_silencing_asks_for_a_time_and_a_reason_and_one_key_extends_it(
    tmp_path: Path, server: AlertmanagerServer
) -> None:
    server.fire(alertname="Noisy", severity="warning", host="a")
    app = desk(tmp_path, server)
    async with app.run_test(size=(110, 34)) as pilot:
        await open_desk(app, pilot, lambda: "Noisy" in screen_text(app))
        await pilot.press("s")
        await until(pilot, lambda: "for how long?" in screen_text(app))
        await pilot.press(*"9m", "enter")
        await until(pilot, lambda: "for 9m: why?" in screen_text(app))
        await pilot.press(*"upgrade", "enter")
        await until(pilot, lambda: isinstance(app.screen, Confirm))
        assert "alertname=Noisy, host=a, severity=warning" in screen_text(app)
        await pilot.press("y")
        await until(pilot, lambda: "silence ends in" in screen_text(app))
        await until(pilot, lambda: "on the alert desk (0) e extends it" in told(app))
        (before,) = server.in_force()
        await pilot.press("e")
        await until(pilot, lambda: "Extend this silence until" in screen_text(app))
        await pilot.press("y")
        await until(pilot, lambda: "silenced until" in screen_text(app))
        (after,) = server.in_force()
        assert after["endsAt"] > before["endsAt"] and after["comment"] == "upgrade"
        await pilot.press("x")
        await until(pilot, lambda: isinstance(app.screen, Confirm))
        await pilot.press("y")
        await until(pilot, lambda: "1 alert is unanswered" in screen_text(app))
        assert server.in_force() == []
        await until(pilot, lambda: len(entries(app)) == 3)
        kinds = [entry.kind for entry in entries(app)]
        assert kinds == ["alert.silenced", "alert.extended", "alert.expired"]


async def test_a_restart_of_either_side_loses_nothing(tmp_path: Path, server: AlertmanagerServer) -> None:
    server.fire(alertname="Down", severity="critical")
    app = desk(tmp_path, server)
    async with app.run_test(size=(110, 30)) as pilot:
        await open_desk(app, pilot, lambda: "Down" in screen_text(app))
        await acknowledge(app, pilot, "rebooting")
        await pilot.press("y")
        await until(pilot, lambda: "acknowledged  1" in screen_text(app))
        server.stop()
        await until(pilot, lambda: "am: NO DATA" in screen_text(app))
        assert "Down" in screen_text(app) and "Nothing is unanswered" not in screen_text(app)
        server.start()
        await until(pilot, lambda: "it may not have been told of every alert again" in screen_text(app))
        server.fire(alertname="Down", severity="critical")
        await until(pilot, lambda: "acknowledged  1" in screen_text(app))
        (silence,) = server.in_force()
        assert silence["createdBy"] == "alice"
        await until(pilot, lambda: len(entries(app)) == 1)
    app = desk(tmp_path, server, by="bo")
    async with app.run_test(size=(110, 30)) as pilot:
        await open_desk(app, pilot, lambda: "acknowledged  1" in screen_text(app))
        assert " alice " in screen_text(app)
        await pilot.press("enter")
        await until(pilot, lambda: ": rebooting" in screen_text(app))


async def test_an_acknowledgement_ends_when_its_alert_resolves_also_by_another_console(
    tmp_path: Path, server: AlertmanagerServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("data.providers.alertmanager.server.SETTLES_S", 0.0)
    monkeypatch.setattr("data.alerts.upkeep._GONE_S", 0.5)
    monkeypatch.setattr("data.alerts.upkeep._LATER_S", 0.5)
    server.fire(alertname="Down", severity="critical")
    first = desk(tmp_path, server)
    async with first.run_test(size=(110, 30)) as pilot:
        await open_desk(first, pilot, lambda: "Down" in screen_text(first))
        await acknowledge(first, pilot, "rebooting")
        await pilot.press("y")
        await until(pilot, lambda: "acknowledged  1" in screen_text(first))
        await until(pilot, lambda: len(entries(first)) == 1)
    other = desk(tmp_path, server, by="bo")
    async with other.run_test(size=(110, 30)) as pilot:
        await open_desk(other, pilot, lambda: "acknowledged  1" in screen_text(other))
        assert len(server.in_force()) == 1
        server.resolve(alertname="Down", severity="critical")
        await until(pilot, lambda: not server.in_force())
        await until(pilot, lambda: len(entries(other)) == 2)
        over = entries(other)[-1]
        assert (over.kind, over.get("title")) == ("alert.resolved", "Down")
        await pilot.press("H")
        await until(pilot, lambda: "Down resolved" in screen_text(other))


async def test_an_acknowledgement_is_renewed_while_its_alert_fires(
    tmp_path: Path, server: AlertmanagerServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    server.fire(alertname="Down", severity="critical")
    app = desk(tmp_path, server)
    async with app.run_test(size=(110, 30)) as pilot:
        await open_desk(app, pilot, lambda: "Down" in screen_text(app))
        monkeypatch.setattr("data.alerts.writing.LASTS", timedelta(minutes=14))
        await acknowledge(app, pilot, "slow")
        await pilot.press("y")
        await until(pilot, lambda: bool(server.in_force()))
        soon = (datetime.now(UTC) + timedelta(hours=3)).isoformat()
        await until(pilot, lambda: [each["endsAt"] > soon for each in server.in_force()] == [True])


async def test_a_console_that_only_looks_changes_nothing(tmp_path: Path, server: AlertmanagerServer) -> None:
    server.fire(alertname="Down", severity="critical")
    app = desk(tmp_path, server, read_only=True)
    async with app.run_test(size=(110, 30)) as pilot:
        await open_desk(app, pilot, lambda: "Down" in screen_text(app))
        for key in "asex":
            await pilot.press(key)
        await until(pilot, lambda: "this console only looks" in told(app))
        assert isinstance(app.screen, AlertsScreen)
    assert server.in_force() == []


async def test_own_verdicts_are_acknowledged_and_end_when_they_pass(tmp_path: Path) -> None:
    box = {"value": 0.0}

    async def act() -> Answer:
        verdict = Verdict.PASS if box["value"] else Verdict.FAIL
        return Answer((Observation("http.up", box["value"], "bool", judged=verdict),), "GET")

    source = Source("api", "http", "api", 0.2, 5.0, True, FakeProvider(act), frozenset({"http.up"}))
    app = console(tmp_path, (source,))
    async with app.run_test(size=(110, 30)) as pilot:
        await open_desk(app, pilot, lambda: "api · http.up" in screen_text(app))
        await pilot.press("a")
        await until(pilot, lambda: isinstance(app.screen, AskText))
        await pilot.press(*"known", "enter")
        await until(pilot, lambda: "acknowledged  1" in screen_text(app))
        box["value"] = 1.0
        await until(pilot, lambda: "Nothing is unanswered." in screen_text(app))
        await until(pilot, lambda: len(entries(app)) == 2)
        box["value"] = 0.0
        await until(pilot, lambda: "1 alert is unanswered" in screen_text(app))
        assert [entry.kind for entry in entries(app)] == ["alert.acknowledged", "alert.resolved"]


async def test_a_runbook_of_ours_is_opened_and_any_other_is_copied(
    tmp_path: Path, server: AlertmanagerServer
) -> None:
    server.fire(
        {"runbook_url": "https://wiki.example/manual-morning"},
        alertname="Ours",
        severity="critical",
        service="a",
    )
    server.fire(
        {"runbook_url": "https://wiki.example/other"}, alertname="Theirs", severity="warning", service="b"
    )
    app = desk(tmp_path, server)
    async with app.run_test(size=(110, 30)) as pilot:
        await open_desk(app, pilot, lambda: "Theirs" in screen_text(app))
        await pilot.press("down", "r")
        await until(pilot, lambda: "https://wiki.example/other" in told(app))
        assert app.clipboard == "https://wiki.example/other"
        await pilot.press("up", "r")
        await until(pilot, lambda: isinstance(app.screen, RunScreen))
