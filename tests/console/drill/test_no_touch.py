"""Nothing that a drill does reaches anything: no command is run, no canary hears a word."""

from __future__ import annotations

from pathlib import Path

from console.drill.app import DrillConsole
from screens.modals.ask_text import AskText
from screens.modals.begin_run import BeginRun
from screens.modals.confirm_command import ConfirmCommand
from screens.runbooks.runbook import RunbookScreen
from screens.runbooks.runbook_messages import RunbookAsked
from screens.runbooks.runbook_run import RunbookRunScreen
from tests.command_line import CommandLine
from tests.drill_console import begun, entries, made
from tests.host import screen_text, until
from tests.servers import plain, serve
from tests.till import Till

_CONFIGURED = """
[console]
environment = "production"

[[http]]
name = "shop"
url = "{url}/health"
every = "1s"

[channel.webhook]
url_env = "HOOK"

[[procedure]]
path = "{procedure}"
"""


async def test_a_command_is_asked_for_as_in_earnest_and_never_run(tmp_path: Path) -> None:
    till = Till(tmp_path)
    async with serve(plain("{}")) as canary:
        CommandLine(tmp_path).configure(_CONFIGURED.format(url=canary.url, procedure=till.file))
        with made(tmp_path) as drill:
            app = DrillConsole(drill)
            async with app.run_test(size=(120, 40)) as pilot:
                await begun(app, pilot)
                app.post_message(RunbookAsked("shop-till"))
                await until(pilot, lambda: isinstance(app.screen, RunbookScreen))
                await pilot.press("x")
                await until(pilot, lambda: isinstance(app.screen, BeginRun))
                await pilot.press("e", "e")
                await until(pilot, lambda: isinstance(app.screen, RunbookRunScreen))
                screen = app.screen
                assert isinstance(screen, RunbookRunScreen)
                await until(pilot, lambda: screen.run.at == "look")
                await pilot.press("space")
                await until(pilot, lambda: screen.run.at == "ask")
                await pilot.press("enter")
                await until(pilot, lambda: isinstance(app.screen, AskText))
                await pilot.press(*"bo", "enter")
                await until(pilot, lambda: isinstance(app.screen, ConfirmCommand))
                assert "till-does" in screen_text(app)
                await pilot.press("y")
                await until(pilot, lambda: screen.run.at == "reset" and not screen.about.conductor.busy)
                await pilot.press("enter")
                await until(pilot, lambda: isinstance(app.screen, AskText))
                await pilot.press(*"b-17", "enter")
                await until(pilot, lambda: isinstance(app.screen, ConfirmCommand))
                await pilot.press("y", "enter")
                assert isinstance(app.screen, ConfirmCommand)
                await pilot.press("backspace", *"b-17", "enter")
                await until(pilot, lambda: screen.run.at == "wait" and not screen.about.conductor.busy)
            ended = [each for each in entries(drill) if each.kind == "runbook.finished"]
            assert [each.fields["code"] for each in ended] == [0, 0]
            assert all("nothing was run" in each.fields["output"] for each in ended)
        assert till.runs == []
        assert not canary.requests
