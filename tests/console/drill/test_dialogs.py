"""What the dialogs of a drill say beyond production: that nothing starts, and what time it is."""

from __future__ import annotations

from pathlib import Path

from console.drill.app import DrillConsole
from screens.modals.begin_run import BeginRun
from screens.modals.confirm_command import ConfirmCommand
from screens.modals.messages_read import MessagesRead
from screens.runbooks.runbook import RunbookScreen
from screens.runbooks.runbook_messages import RunbookAsked
from screens.runbooks.runbook_run import RunbookRunScreen
from tests.drill_console import at, begun, made
from tests.host import screen_text, until

_FAILING = 560.0


async def test_how_to_begin_says_which_way_mends_something_and_that_nothing_starts(tmp_path: Path) -> None:
    with made(tmp_path) as drill:
        app = DrillConsole(drill)
        async with app.run_test(size=(80, 24)) as pilot:
            await begun(app, pilot)
            app.post_message(RunbookAsked("unified-database-connections"))
            await until(pilot, lambda: isinstance(app.screen, RunbookScreen))
            await pilot.press("x")
            await until(pilot, lambda: isinstance(app.screen, BeginRun))
            told = " ".join(screen_text(app).replace("█", " ").split())
            assert "in this drill it mends nothing" in told and "esc leaves it" in told
            assert "this is a drill: none is started" in told
            await pilot.press("e")
            await until(pilot, lambda: isinstance(app.screen, RunbookRunScreen))
            screen = app.screen
            assert isinstance(screen, RunbookRunScreen)
            await until(pilot, lambda: screen.run.at == "status")
            await pilot.press("enter")
            await until(pilot, lambda: screen.run.at == "variable" and not screen.about.conductor.busy)
            await pilot.press("space")
            await until(pilot, lambda: screen.run.at == "connect")
            await pilot.press("enter")
            await until(pilot, lambda: isinstance(app.screen, ConfirmCommand))
            assert "This is a drill" in screen_text(app) and "with 1" not in screen_text(app)


async def test_a_message_has_the_moment_at_which_it_came_however_late_it_was_recorded(tmp_path: Path) -> None:
    with made(tmp_path) as drill:
        app = DrillConsole(drill)
        async with app.run_test(size=(80, 24), notifications=True) as pilot:
            await begun(app, pilot)
            await at(app, pilot, _FAILING)
            await until(pilot, lambda: "Mira, customer support, 03:12" in screen_text(app))
            assert "9 Log 0 Alerts" in screen_text(app), "where one can go is seen below it"
            await pilot.press("M")
            await until(pilot, lambda: isinstance(app.screen, MessagesRead))
            assert "03:12:42  Mira, customer support writes" in screen_text(app)


async def test_time_is_seen_to_go_on_behind_a_dialog(tmp_path: Path) -> None:
    with made(tmp_path) as drill:
        app = DrillConsole(drill)
        async with app.run_test(size=(80, 24)) as pilot:
            await begun(app, pilot)
            await pilot.press("M")
            await until(pilot, lambda: isinstance(app.screen, MessagesRead))
            app.stage.clock.step(125.0)
            await until(pilot, lambda: "02:05 of 30:00" in screen_text(app))
            await until(pilot, lambda: "03:07" in screen_text(app))
