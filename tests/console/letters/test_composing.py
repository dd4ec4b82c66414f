"""Writing an update in the open console: from one key to the other side, and nothing lost between."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path

from textual.pilot import Pilot

from console.app import OpsConsole
from data.config.channel import CHANNELS
from data.config.configuration import Configuration
from data.incidents import intents
from data.models.entry import Draft
from screens.modals.compose import Compose
from screens.modals.show_letters import ShowLetters
from tests.console_parts import parts
from tests.data.outbox.far_side import FarChannel, FarSide
from tests.host import screen_text, until
from widgets.writing.words_area import WordsArea

ID = "INC-2026-11-20-1"
SETTINGS: dict[str, dict[str, object]] = {
    "slack": {"token_env": "T", "channel": "#incidents"},
    "statuspage": {"page_id": "p", "token_env": "T"},
    "pagerduty": {"routing_key_env": "R"},
}


def declared(root: Path) -> None:
    """An incident that was declared before the console is opened."""
    made = parts(root)
    policy, day = made.policies.get("manual"), made.journal.today()
    drafts = intents.declare(
        ID, policy, "P0", "site down", day, situation="service-down", services=["checkout"]
    )
    role = Draft("incident.role", {"incident": ID, "role": "commander", "who": "alice"})
    for draft in (*drafts, role):
        made.journal.submit(draft).result(60)
    made.journal.close()


@asynccontextmanager
async def opened(
    root: Path, *, read_only: bool = False, **far: FarSide
) -> AsyncIterator[tuple[OpsConsole, Pilot[int]]]:
    """The console on the incident's screen, with these channels."""
    known = {name: CHANNELS[name].model_validate(SETTINGS[name]) for name in far}
    made = replace(
        parts(root, read_only=read_only),
        configuration=Configuration(Path(), channels=known),
        channels=lambda: {name: FarChannel(side) for name, side in far.items()},
    )
    app = OpsConsole(lambda: made)
    async with app.run_test(size=(100, 30), notifications=True) as pilot:
        await until(pilot, lambda: app.chronicle.read and ID in app.chronicle.incidents)
        await pilot.press("8")
        await until(pilot, lambda: "site down" in screen_text(app) and app.current_mode == "incident")
        yield app, pilot


async def composing(app: OpsConsole, pilot: Pilot[int]) -> Compose:
    await pilot.press("u")
    await until(pilot, lambda: isinstance(app.screen, Compose))
    assert isinstance(app.screen, Compose)
    return app.screen


async def test_from_one_key_to_the_other_side_and_the_clock_is_met(tmp_path: Path) -> None:
    declared(tmp_path)
    slack, page = FarSide("idempotent"), FarSide("blind")
    async with opened(tmp_path, slack=slack, statuspage=page) as (app, pilot):
        await composing(app, pilot)
        await until(pilot, lambda: "Immediate word to everybody" in screen_text(app))
        await pilot.press("ctrl+s")
        await until(pilot, lambda: isinstance(app.screen, ShowLetters))
        assert slack.arrived == []
        await pilot.press("y")
        await until(pilot, lambda: len(slack.arrived) == 1 and page.arrived == [])
        await until(pilot, lambda: len(app.chronicle.incidents[ID].updates) == 1)
        update = app.chronicle.incidents[ID].updates[0]
        assert update.audience.value == "internal" and "In command: alice" in update.text
        assert app.half_written.text(ID, "words:latest") == ""
        dialog = await composing(app, pilot)
        await until(pilot, lambda: "checkout is not available" in dialog.query_one(WordsArea).text)


async def test_what_was_half_written_is_there_after_a_kill(tmp_path: Path) -> None:
    declared(tmp_path)
    async with opened(tmp_path, slack=FarSide("blind")) as (app, pilot):
        dialog = await composing(app, pilot)
        await pilot.press(*"half")
        await until(pilot, lambda: "half" in dialog.query_one(WordsArea).text)
        await until(pilot, lambda: bool(app.half_written.text(ID, "words:latest")))
        app.half_written.flush()
    async with opened(tmp_path, slack=FarSide("blind")) as (app, pilot):
        dialog = await composing(app, pilot)
        assert "half" in dialog.query_one(WordsArea).text


async def test_words_that_wait_are_not_proposed_again_and_the_dialog_says_so(tmp_path: Path) -> None:
    declared(tmp_path)
    down = FarSide("idempotent", ["down"] * 50)
    async with opened(tmp_path, slack=down) as (app, pilot):
        await composing(app, pilot)
        await pilot.press("ctrl+s", "y")
        await until(pilot, lambda: any(each.kind == "outbox.queued" for each in app.chronicle.told))
        await until(pilot, lambda: not isinstance(app.screen, Compose | ShowLetters))
        await pilot.press("slash")
        await pilot.press(*"update", "space", *"internal", "enter")
        await until(pilot, lambda: "Further word to everybody" in screen_text(app))
        assert "behind 1 that waits in the outbox" in screen_text(app)


async def test_read_only_writes_nothing(tmp_path: Path) -> None:
    declared(tmp_path)
    far = FarSide("blind")
    async with opened(tmp_path, read_only=True, slack=far) as (app, pilot):
        before = len(app.chronicle.told)
        app.incident_doors.open("update", ID)
        await until(pilot, lambda: "this console only looks" in screen_text(app))
        await pilot.press("ctrl+s", "y")
        app.incident_doors.open("pager", ID)
        await pilot.pause(0.3)
        assert far.arrived == [] and len(app.chronicle.told) == before


async def test_the_pager_is_told_by_a_command_on_the_line(tmp_path: Path) -> None:
    declared(tmp_path)
    far = FarSide("idempotent")
    async with opened(tmp_path, pagerduty=far) as (app, pilot):
        await pilot.press("slash", *"pager", "enter")
        await until(pilot, lambda: isinstance(app.screen, ShowLetters))
        assert "opens an incident there" in screen_text(app)
        await pilot.press("y")
        await until(pilot, lambda: len(far.arrived) == 1)
        assert app.chronicle.incidents[ID].updates == ()
