"""Handing over, reporting and following up at the keys, on the whole application with a real journal."""

from __future__ import annotations

import asyncio
from datetime import date
from pathlib import Path

import pytest
from textual.pilot import Pilot

from console.app import OpsConsole
from data.incidents import after_intents, intents
from data.models.entry import Draft, Entry
from data.models.incident import Incident
from screens.checklists.checklists import ChecklistsScreen
from screens.checklists.run import RunScreen
from screens.incidents.incident import IncidentScreen
from screens.incidents.incident_messages import IncidentAsked
from screens.messages import RunAsked
from screens.modals.handover import HandOver
from screens.modals.papers import PapersRead
from tests.console_parts import console
from tests.host import screen_text, until

ID = "INC-2026-11-20-1"
SMALL, LARGE = (80, 24), (160, 50)


def record(app: OpsConsole, *drafts: Draft) -> None:
    for draft in drafts:
        app.parts.journal.submit(draft).result(60)


def incident(app: OpsConsole) -> Incident:
    return app.chronicle.incidents[ID]


def entries(app: OpsConsole, kind: str) -> list[Entry]:
    return [entry for entry in app.parts.journal.day(app.parts.journal.today()).entries if entry.kind == kind]


async def declared(app: OpsConsole, pilot: Pilot[int]) -> None:
    """An incident with a commander, two tasks, and its words said."""
    policy = app.parts.policies.get("manual")
    today = app.parts.journal.today()
    await asyncio.to_thread(
        record, app, *intents.declare(ID, policy, "P0", "site down", today, services=["api"])
    )
    await until(pilot, lambda: ID in app.chronicle.incidents)
    found = incident(app)
    drafts = [*intents.acknowledge(found), *intents.assign(found, "commander", "alice")]
    drafts += [
        *intents.give(found, "bo", "look"),
        Draft("incident.task", {"incident": ID, "task": "2", "text": "x"}),
    ]
    await asyncio.to_thread(record, app, *drafts)
    await until(pilot, lambda: len(incident(app).tasks) == 2)


async def type_in(pilot: Pilot[int], *lines: str) -> None:
    for words in lines:
        await pilot.press(*("space" if letter == " " else letter for letter in words), "enter")


async def go_to(pilot: Pilot[int], screen: RunScreen, item: str) -> None:
    """To an item of a run by keys, as a person would."""
    await pilot.press("end")
    await until(pilot, lambda: screen.items.cursor == item)


@pytest.mark.parametrize("size", [SMALL, LARGE])
async def test_the_command_changes_hands_at_the_keys(tmp_path: Path, size: tuple[int, int]) -> None:
    app = console(tmp_path)
    async with app.run_test(size=size) as pilot:
        await declared(app, pilot)
        await pilot.press("8")
        await until(pilot, lambda: isinstance(app.screen, IncidentScreen) and app.screen.room is not None)
        await pilot.press("h")
        await until(pilot, lambda: isinstance(app.screen, HandOver))
        dialog = app.screen
        assert isinstance(dialog, HandOver)
        due = next(
            row for row in dialog._text.splitlines() if row.startswith("  ") and ", " in row and ":" in row
        )
        await pilot.press("enter")
        await type_in(pilot, "bo", "p0", due.split(",")[0].strip(), "2")
        await until(pilot, lambda: incident(app).roles["commander"].who == "bo")
        (entry,) = entries(app, "incident.handover")
        assert entry.get("confirmed")["tasks"] == "2" and entry.get("was") == "alice"
        assert isinstance(app.screen, IncidentScreen)


async def test_what_was_half_typed_is_there_again(tmp_path: Path) -> None:
    app = console(tmp_path)
    async with app.run_test(size=SMALL) as pilot:
        await declared(app, pilot)
        app.post_message(IncidentAsked("handover", ID, "@chen"))
        await until(pilot, lambda: isinstance(app.screen, HandOver))
        await pilot.press("enter", "P", "escape", "escape")
        await until(pilot, lambda: not isinstance(app.screen, HandOver))
        assert app.half_written.text(ID, "handover:commander:severity") == "P"
        app.post_message(IncidentAsked("handover", ID))
        await until(pilot, lambda: isinstance(app.screen, HandOver))
        assert [box.value for box in app.screen.query("Input")][:2] == ["chen", "P"]  # type: ignore[attr-defined]
        assert not entries(app, "incident.handover")


async def test_the_report_is_read_written_and_put_on_record(tmp_path: Path) -> None:
    app = console(tmp_path / "journal")
    async with app.run_test(size=SMALL) as pilot:
        await declared(app, pilot)
        app.post_message(IncidentAsked("report", ID))
        await until(pilot, lambda: isinstance(app.screen, PapersRead))
        await until(pilot, lambda: "when the incident is over" in screen_text(app))
        await pilot.press("y", "escape")
        await until(pilot, lambda: not isinstance(app.screen, PapersRead))
        assert not entries(app, "incident.met")
        await asyncio.to_thread(record, app, *intents.resolve(incident(app)))
        await until(pilot, lambda: incident(app).stage.over)
        app.post_message(IncidentAsked("report", ID))
        await until(pilot, lambda: isinstance(app.screen, PapersRead))
        await until(pilot, lambda: "Incident report" in screen_text(app))
        await pilot.press("y")
        await until(pilot, lambda: "report" in incident(app).met)
        (met,) = entries(app, "incident.met")
        assert str(met.get("digest")).startswith("sha256:")
        files = tmp_path / "exports"
        await until(pilot, lambda: len(list(files.glob(f"{ID}-report.*"))) == 3)
        app.post_message(IncidentAsked("review", ID))
        await until(pilot, lambda: isinstance(app.screen, PapersRead))
        await until(pilot, lambda: "Post-incident review" in screen_text(app))


async def test_read_only_reads_the_report_and_writes_nothing(tmp_path: Path) -> None:
    app = console(tmp_path / "journal")
    async with app.run_test(size=SMALL) as pilot:
        await declared(app, pilot)
    looking = console(tmp_path / "journal", read_only=True)
    async with looking.run_test(size=SMALL) as pilot:
        await until(pilot, lambda: ID in looking.chronicle.incidents)
        looking.post_message(IncidentAsked("report", ID))
        await until(pilot, lambda: isinstance(looking.screen, PapersRead))
        await until(pilot, lambda: "only looks" in screen_text(looking))
        await pilot.press("m")
        await until(pilot, lambda: not isinstance(looking.screen, PapersRead))
        assert not (tmp_path / "exports").exists()


async def test_action_items_come_back_in_mondays_list(tmp_path: Path) -> None:
    app = console(tmp_path)
    async with app.run_test(size=LARGE) as pilot:
        await declared(app, pilot)
        made = after_intents.add_action(incident(app), "raise the limit", "bo", date(2026, 1, 1))
        await asyncio.to_thread(record, app, *made)
        await pilot.press("6")
        await until(pilot, lambda: isinstance(app.screen, ChecklistsScreen))
        await until(pilot, lambda: "1 action item is open, 1 overdue: raise the limit" in screen_text(app))
        app.post_message(RunAsked("manual-weekly-security"))
        await until(pilot, lambda: isinstance(app.screen, RunScreen) and bool(app.screen.items.row_keys))
        screen = app.screen
        assert isinstance(screen, RunScreen)
        await until(pilot, lambda: "Action items" in screen_text(app) and "OVERDUE by" in screen_text(app))
        await until(pilot, lambda: "5 of 5 left · saved" in screen_text(app))
        await go_to(pilot, screen, f"action-{ID}-1")
        await pilot.press("space")
        await until(pilot, lambda: incident(app).actions[0].done is not None)
        await until(pilot, lambda: "4 of 5 left" in screen_text(app))
        await go_to(pilot, screen, f"action-{ID}-1")
        await pilot.press("u")
        await until(pilot, lambda: incident(app).actions[0].done is None)
