"""Procedures on the whole application: found by what is seen, worked through, left, gone on with."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.pilot import Pilot

from console.alerts.alert_runbook import open_runbook
from console.app import OpsConsole
from data.models.entry import Entry
from screens.checklists.run import RunScreen
from screens.health.health import HealthScreen
from screens.health.source import SourceScreen
from screens.messages import RunAsked
from screens.modals.ask_text import AskText
from screens.modals.begin_run import BeginRun
from screens.modals.confirm import Confirm
from screens.modals.confirm_command import ConfirmCommand
from screens.runbooks.runbook import RunbookScreen
from screens.runbooks.runbook_run import RunbookRunScreen
from screens.runbooks.runbooks import RunbooksScreen
from tests.console_parts import console, morning_sources
from tests.host import screen_text, until
from tests.till import Till

Pilots = Pilot[int]


@pytest.fixture
def till(tmp_path: Path) -> Till:
    return Till(tmp_path)


def opened(root: Path, till: Till, *, connections: float = 81.0, read_only: bool = False) -> OpsConsole:
    sources = morning_sources(connections=connections)
    return console(root / "journal", sources, procedures=(till.file,), read_only=read_only)


def entries(app: OpsConsole, prefix: str = "runbook.") -> list[Entry]:
    day = app.parts.journal.day(app.parts.journal.today())
    return [entry for entry in day.entries if entry.kind.startswith(prefix)]


def kinds(app: OpsConsole) -> list[str]:
    return [entry.kind.removeprefix("runbook.") for entry in entries(app)]


async def shown(app: OpsConsole, pilot: Pilots, kind: type) -> None:
    await until(pilot, lambda: isinstance(app.screen, kind))


async def begun(app: OpsConsole, pilot: Pilots, *, execute: bool = True) -> RunbookRunScreen:
    """From the health screen by keys alone."""
    await until(pilot, lambda: "fits: db main: connections in use 81 %" in screen_text(app))
    await pilot.press("r")
    await shown(app, pilot, RunbookScreen)
    await pilot.press("x")
    await shown(app, pilot, BeginRun)
    await pilot.press(*("e", "e") if execute else ("d",))
    await shown(app, pilot, RunbookRunScreen)
    screen = app.screen
    assert isinstance(screen, RunbookRunScreen)
    await until(pilot, lambda: screen.steps.cursor == "look")
    return screen


async def stands_at(pilot: Pilots, screen: RunbookRunScreen, step: str) -> None:
    await until(pilot, lambda: screen.run.at == step and not screen.about.conductor.busy)


async def answered(app: OpsConsole, pilot: Pilots, words: str) -> None:
    await shown(app, pilot, AskText)
    await pilot.press(*words, "enter")


async def test_what_is_seen_leads_to_its_procedure_with_one_key(tmp_path: Path, till: Till) -> None:
    app = opened(tmp_path, till)
    async with app.run_test(size=(100, 30)) as pilot:
        await until(pilot, lambda: "r  runbook “Till does not open” fits" in screen_text(app))
        assert "fits: db main: connections in use 81 %, and 1 more" in screen_text(app)
        await pilot.press("r")
        await shown(app, pilot, RunbookScreen)
        await until(pilot, lambda: "It fits now: db main: connections in use 81 %" in screen_text(app))
        await pilot.press("r")
        await until(pilot, lambda: "Database connection issues   unified" in screen_text(app))
        await pilot.press("escape")
        await shown(app, pilot, HealthScreen)


async def test_where_nothing_fits_nothing_is_offered(tmp_path: Path, till: Till) -> None:
    app = opened(tmp_path, till, connections=41.0)
    async with app.run_test(size=(100, 30)) as pilot:
        await until(pilot, lambda: "All is well: 3 of 3" in screen_text(app))
        await until(pilot, lambda: "runbook_desk" in app.__dict__)
        await pilot.press("r")
        assert isinstance(app.screen, HealthScreen) and "Runbook" not in screen_text(app).splitlines()[-1]


async def test_a_source_leads_to_what_fits_it_and_only_that(tmp_path: Path, till: Till) -> None:
    app = opened(tmp_path, till)
    async with app.run_test(size=(100, 30)) as pilot:
        await until(pilot, lambda: "fits: db main" in screen_text(app))
        await pilot.press("enter")
        await shown(app, pilot, SourceScreen)
        await until(pilot, lambda: "fits: db main" in screen_text(app))
        await pilot.press("r")
        await shown(app, pilot, RunbookScreen)
        await pilot.press("escape", "escape", "down")
        await shown(app, pilot, HealthScreen)
        await pilot.press("enter")
        await shown(app, pilot, SourceScreen)
        await pilot.pause(0.2)
        assert "fits" not in screen_text(app)


async def test_an_item_of_a_list_leads_to_the_procedure_it_names(tmp_path: Path, till: Till) -> None:
    app = opened(tmp_path, till)
    async with app.run_test(size=(100, 30)) as pilot:
        app.post_message(RunAsked("manual-morning"))
        await shown(app, pilot, RunScreen)
        screen = app.screen
        assert isinstance(screen, RunScreen)
        await until(pilot, lambda: "connections" in screen.items.row_keys)
        screen.items.cursor = "backup"
        await pilot.press("r")
        await pilot.pause()
        assert isinstance(app.screen, RunScreen)
        screen.items.cursor = "connections"
        await pilot.press("r")
        await shown(app, pilot, RunbookScreen)
        await until(pilot, lambda: "Database connection issues   unified · runbook" in screen_text(app))


async def test_a_run_by_keys_alone(tmp_path: Path, till: Till) -> None:
    app = opened(tmp_path, till)
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await begun(app, pilot)
        await until(pilot, lambda: "EXECUTE  Till does not open" in screen_text(app))
        await pilot.press("space")
        await stands_at(pilot, screen, "ask")
        await pilot.press("enter")
        await answered(app, pilot, "bo; rm")
        await until(pilot, lambda: "Not so: takes letters" in screen_text(app))
        await pilot.press(*["backspace"] * 4, "enter")
        await shown(app, pilot, ConfirmCommand)
        await until(pilot, lambda: "1  --who=bo" in screen_text(app))
        assert till.runs == []
        await pilot.press("y", "y")
        await stands_at(pilot, screen, "reset")
        assert till.runs == [["--who=bo"]]
        await pilot.press("enter")
        await answered(app, pilot, "till-7")
        await shown(app, pilot, ConfirmCommand)
        await pilot.press("y", "enter")
        await until(pilot, lambda: "That is not till-7: nothing runs" in screen_text(app))
        await pilot.press("backspace", *"till-7", "enter")
        await stands_at(pilot, screen, "wait")
        assert till.runs[1:] == [["reset", "till-7"]]
        await pilot.press("up")
        await until(pilot, lambda: "│ the till says: reset" in screen_text(app))
        assert kinds(app) == ["begun", "confirmed", "started", "finished", "started", "finished"]


async def waiting_command(app: OpsConsole, pilot: Pilots) -> RunbookRunScreen:
    """The run's long command, confirmed and running."""
    screen = await begun(app, pilot)
    await pilot.press("space")
    for step in ("ask", "reset"):
        await stands_at(pilot, screen, step)
        await pilot.press("s")
        await answered(app, pilot, "known")
    await stands_at(pilot, screen, "wait")
    await pilot.press("enter")
    await shown(app, pilot, ConfirmCommand)
    await pilot.press("y")
    await until(pilot, lambda: "running for" in screen_text(app))
    return screen


async def test_a_running_command_is_stopped_by_a_key(tmp_path: Path, till: Till) -> None:
    app = opened(tmp_path, till)
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await waiting_command(app, pilot)
        await until(pilot, lambda: "t Stop" in screen_text(app))
        await pilot.press("enter", "s", "q")
        await shown(app, pilot, Confirm)
        await until(pilot, lambda: "A command is running" in screen_text(app))
        await pilot.press("n")
        await shown(app, pilot, RunbookRunScreen)
        await pilot.press("1")
        await shown(app, pilot, HealthScreen)
        app.runbook_desk.stages.stop(screen.run.id)
        await until(pilot, lambda: any("stopped by hand" in each.message for each in app._notifications))
        await pilot.press("7")
        await shown(app, pilot, RunbooksScreen)
        await until(pilot, lambda: "Under way     ▸ Till does not open" in screen_text(app))
        await pilot.press("enter")
        await shown(app, pilot, RunbookScreen)
        await until(pilot, lambda: "Under way: begun" in screen_text(app))
        await pilot.press("x")
        await until(pilot, lambda: "Stopped by hand" in screen_text(app))
        await pilot.press("enter", "y")
        await until(pilot, lambda: "running for" in screen_text(app))
        await pilot.press("t")
        await until(pilot, lambda: "Stopped by hand" in screen_text(app))
        assert kinds(app)[-4:] == ["started", "finished"] * 2


async def test_leaving_ends_what_runs_and_writes_it_down(tmp_path: Path, till: Till) -> None:
    app = opened(tmp_path, till)
    async with app.run_test(size=(80, 24)) as pilot:
        await waiting_command(app, pilot)
        await pilot.press("q")
        await shown(app, pilot, Confirm)
        await pilot.press("y")
        await until(pilot, lambda: not app.is_running)
    again = opened(tmp_path, till)
    async with again.run_test(size=(80, 24)) as pilot:
        await shown(again, pilot, RunbookRunScreen)
        await until(pilot, lambda: "Stopped by hand" in screen_text(again))
        ended = [entry for entry in entries(again) if entry.kind == "runbook.finished"]
        assert [entry.get("ended") for entry in ended] == ["stopped"]


async def test_a_dry_run_starts_nothing(tmp_path: Path, till: Till) -> None:
    app = opened(tmp_path, till)
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await begun(app, pilot, execute=False)
        await until(pilot, lambda: "DRY RUN  Till does not open" in screen_text(app))
        for step in ("look", "ask", "reset", "wait", "well"):
            await stands_at(pilot, screen, step)
            await until(pilot, lambda: "nothing is run" in screen_text(app))
            await pilot.press("enter")
        await stands_at(pilot, screen, "")
        await pilot.press("enter")
        await until(pilot, lambda: screen.run.end is not None)
        assert till.runs == [] and "started" not in kinds(app)
        await until(pilot, lambda: "Done, ended by alice" in screen_text(app))


async def test_the_next_start_goes_back_to_the_run_and_its_note(tmp_path: Path, till: Till) -> None:
    app = opened(tmp_path, till)
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await begun(app, pilot)
        await pilot.press("space")
        await stands_at(pilot, screen, "ask")
        await pilot.press("n", *"half a w")
        await until(pilot, lambda: app.half_written.text(screen.run.id, "note:ask") == "half a w")
        app.half_written.flush()
    again = opened(tmp_path, till)
    async with again.run_test(size=(80, 24)) as pilot:
        await shown(again, pilot, AskText)
        await pilot.press(*"ord", "enter")
        await until(pilot, lambda: bool(entries(again, "note")))
        (note,) = entries(again, "note")
        assert (note.get("note"), note.get("about"), note.get("run")) == ("half a word", "ask", screen.run.id)
        await shown(again, pilot, RunbookRunScreen)


async def test_a_check_is_asked_again_and_branches(tmp_path: Path, till: Till) -> None:
    app = opened(tmp_path, till)
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await begun(app, pilot)
        await pilot.press("space")
        for step in ("ask", "reset", "wait"):
            await stands_at(pilot, screen, step)
            await pilot.press("s")
            await answered(app, pilot, "known")
        await stands_at(pilot, screen, "well")
        await pilot.press("enter")
        await until(pilot, lambda: "attempt 1 of 3: fail" in screen_text(app))
        await until(pilot, lambda: "b goes on at look" in screen_text(app))
        assert "after 3 attempts" in screen_text(app)
        await pilot.press("b")
        await answered(app, pilot, "once more")
        await stands_at(pilot, screen, "look")
        await pilot.press("A")
        await answered(app, pilot, "shop closes")
        await until(pilot, lambda: "Broken off by alice" in screen_text(app))


async def test_read_only_offers_nothing_to_run(tmp_path: Path, till: Till) -> None:
    with_run = opened(tmp_path, till)
    async with with_run.run_test(size=(80, 24)) as pilot:
        await begun(with_run, pilot)
        with_run.half_written.flush()
    app = opened(tmp_path, till, read_only=True)
    async with app.run_test(size=(80, 24)) as pilot:
        await shown(app, pilot, RunbookRunScreen)
        await until(pilot, lambda: "This console only looks" in screen_text(app))
        assert "VIEW ONLY" in screen_text(app)
        keys = screen_text(app).splitlines()[-1]
        assert not {"Done", "Skip", "Stop", "Break", "Values", "Note"} & set(keys.split())
        await pilot.press("space", "enter", "s", "A", "n")
        await pilot.pause(0.2)
        assert isinstance(app.screen, RunbookRunScreen) and len(entries(app)) == 1
        await pilot.press("escape")
        await shown(app, pilot, RunbooksScreen)
        await pilot.press("enter")
        await shown(app, pilot, RunbookScreen)
        assert "Run it" not in screen_text(app).splitlines()[-1]
        await pilot.press("x")
        await pilot.pause(0.2)
        assert isinstance(app.screen, RunbookScreen)


async def test_the_shelf_is_two_keys_from_anywhere(tmp_path: Path, till: Till) -> None:
    app = opened(tmp_path, till)
    async with app.run_test(size=(160, 50)) as pilot:
        await until(pilot, lambda: "fits: db main" in screen_text(app))
        await pilot.press("7")
        await shown(app, pilot, RunbooksScreen)
        await until(pilot, lambda: "2 fit what is seen now: Till does not open" in screen_text(app))
        await pilot.press("enter")
        await shown(app, pilot, RunbookScreen)
        await pilot.press("end", "up", "enter")
        await until(pilot, lambda: "High error rate   unified" in screen_text(app))
        await pilot.press("escape", "up", "enter")
        await shown(app, pilot, RunScreen)


@pytest.mark.parametrize(
    "name", ["High error rate", "unified-error-rate", "https://wiki/x/unified-error-rate/"]
)
async def test_an_alert_leads_to_what_it_names(tmp_path: Path, till: Till, name: str) -> None:
    app = opened(tmp_path, till)
    async with app.run_test(size=(80, 24)) as pilot:
        open_runbook(app, name)
        await shown(app, pilot, RunbookScreen)
        await until(pilot, lambda: "High error rate   unified · runbook" in screen_text(app))


async def test_a_team_s_own_file_that_cannot_be_read_hides_nothing_else(tmp_path: Path, till: Till) -> None:
    till.file.write_text(till.file.read_text().replace('kind = "runbook"', 'kind = "rune"'))
    app = opened(tmp_path, till)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("7")
        await shown(app, pilot, RunbooksScreen)
        await until(pilot, lambda: "Database connection issues" in screen_text(app))
        told = [each.message for each in app._notifications]
        assert any("Your own procedures are left out" in each and "kind" in each for each in told)
