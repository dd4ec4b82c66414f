"""Working through a procedure by its keys: nothing unconfirmed, nothing twice, nothing raw."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from textual.pilot import Pilot

from data.models.checklist import SignalCheck
from data.models.entry import Draft
from data.models.runbook import Step, StepCheck, Style
from data.models.runbook_run import Mode
from data.models.verdict import Verdict
from data.procedures.finding import Finding
from screens.modals.ask_text import AskText
from screens.modals.confirm_command import ConfirmCommand
from screens.runbooks.runbook_messages import (
    CommandConfirmed,
    RunbookRunLeft,
    RunbookStopped,
    RunbookWritten,
    StepChecked,
)
from screens.runbooks.runbook_run import RunbookRunScreen
from screens.runbooks.step_asking import RunbookContext
from tests.data.runbook_runs.scene import Scene, manual, runbook, running, scene
from tests.fakes import START
from tests.gallery import STANDING
from tests.host import Host, screen_text

MODES = (("health", "1", "Health"), ("runbooks", "7", "Runbooks"))


@dataclass
class Stage:
    """The screen on a real run, in a host that only listens."""

    host: Host
    pilot: Pilot[None]
    screen: RunbookRunScreen
    scene: Scene

    def heard(self, kind: type) -> list[object]:
        return [message for message in self.host.heard if isinstance(message, kind)]

    async def press(self, *keys: str) -> None:
        await self.pilot.press(*keys)
        await self.pilot.pause()

    async def refresh(self) -> None:
        self.screen.changed()
        await self.pilot.pause()

    @property
    def text(self) -> str:
        return screen_text(self.host)


@asynccontextmanager
async def opened(
    root: Path,
    *steps: Step,
    style: Style = Style.READ_DO,
    mode: Mode = Mode.EXECUTE,
    recording: bool = True,
    size: tuple[int, int] = (80, 24),
) -> AsyncIterator[Stage]:
    async with scene(root, runbook(*steps, style=style), mode=mode) as made:
        about = RunbookContext(made.conductor, made.conductor.setting.time, recording=recording)
        screen = RunbookRunScreen(STANDING, about)
        host = Host(screen)
        async with host.run_test(size=size) as pilot:
            screen.modes, screen.now = MODES, START
            screen.entries = tuple(made.known())
            await pilot.pause()
            await pilot.pause()
            yield Stage(host, pilot, screen, made)


async def test_enter_twice_confirms_nothing(tmp_path: Path) -> None:
    async with opened(tmp_path, running("list", "ls")) as stage:
        await stage.press("enter", "enter")
        assert not isinstance(stage.host.screen, ConfirmCommand)
        assert not stage.heard(CommandConfirmed) and "Nothing was run" in stage.text


async def test_yes_twice_is_one_yes_to_what_was_shown(tmp_path: Path) -> None:
    async with opened(tmp_path, running("list", "ls")) as stage:
        await stage.press("enter", "y", "y")
        (told,) = stage.heard(CommandConfirmed)
        assert isinstance(told, CommandConfirmed)
        assert told.confirmation.digest == stage.scene.conductor.order("list").digest


async def test_a_yes_to_what_is_no_longer_so_is_refused(tmp_path: Path) -> None:
    """Fault 67: the item changes under the dialog."""
    async with opened(tmp_path, running("say", "echo", "{name:who}")) as stage:
        stage.scene.conductor.fill({"who": "bo"})
        await stage.press("enter")
        stage.scene.conductor.fill({"who": "chen"})
        await stage.press("y")
        (told,) = stage.heard(CommandConfirmed)
        assert isinstance(told, CommandConfirmed)
        with pytest.raises(Exception, match="no longer as it was confirmed"):
            await stage.scene.conductor.execute(told.step, told.confirmation, told.target)
        assert stage.scene.kinds == ["begun"]


async def test_every_argument_stands_on_a_line_of_its_own(tmp_path: Path) -> None:
    async with opened(tmp_path, running("say", "echo", "two words", "{text:what}")) as stage:
        await stage.press("enter", *"rm -rf /tmp/a b")
        await stage.press("enter")
        assert isinstance(stage.host.screen, ConfirmCommand)
        lines = [each.replace("█", "").strip() for each in stage.text.splitlines()]
        assert {"0  echo", "1  two words", "2  rm -rf /tmp/a b"} <= set(lines)


@pytest.mark.parametrize("value", ["$(reboot)", "`id`", "; ls", "-x", "a\\nb", "'", '"', "é|x"])
async def test_what_a_gap_does_not_take_is_refused_with_the_reason(tmp_path: Path, value: str) -> None:
    async with opened(tmp_path, running("say", "echo", "--who={name:who}")) as stage:
        await stage.press("enter")
        assert "takes letters, digits" in stage.text
        box = stage.host.screen.query_one("Input")
        box.value = value  # type: ignore[attr-defined]
        await stage.press("enter")
        assert isinstance(stage.host.screen, AskText) and "Not so: takes letters" in stage.text
        assert "who" not in stage.scene.conductor.values


async def test_what_changes_something_needs_its_name_typed(tmp_path: Path) -> None:
    async with opened(tmp_path, running("drop", "echo", "{id:thing}", changes=True)) as stage:
        stage.scene.conductor.fill({"thing": "till-7"})
        await stage.press("enter", "y", "enter")
        assert "That is not till-7: nothing runs" in stage.text and not stage.heard(CommandConfirmed)
        await stage.press("backspace", "enter")
        assert not isinstance(stage.host.screen, ConfirmCommand) and not stage.heard(CommandConfirmed)
        await stage.press("enter", *"till-7", "enter")
        (told,) = stage.heard(CommandConfirmed)
        assert isinstance(told, CommandConfirmed) and told.target == "till-7"


async def test_a_key_away_from_the_step_first_goes_there(tmp_path: Path) -> None:
    async with opened(tmp_path, manual("one"), manual("two")) as stage:
        await stage.press("down", "space")
        assert stage.screen.steps.cursor == "one" and not stage.heard(RunbookWritten)
        assert "The run stands here" in stage.text
        await stage.press("space")
        assert len(stage.heard(RunbookWritten)) == 1


async def test_a_challenge_is_answered_by_somebody(tmp_path: Path) -> None:
    async with opened(tmp_path, manual("doors"), style=Style.CHALLENGE_RESPONSE) as stage:
        assert "ask it aloud" in stage.text
        await stage.press("space", *"@bo", "enter", *"shut", "enter")
        (told,) = stage.heard(RunbookWritten)
        assert isinstance(told, RunbookWritten)
        fields = told.drafts[0].fields
        assert (fields["responder"], fields["answer"]) == ("bo", "shut")
        await stage.scene.conductor.record(told.drafts)
        await stage.refresh()
        assert "bo answers: shut" in stage.text.replace("\n", " ") or "enter ends the run" in stage.text


async def test_what_a_command_prints_acts_nowhere(tmp_path: Path) -> None:
    """Hostile output and hostile words of a file are seen as text."""
    hostile = "\\033]0;PWNED\\007\\033[2J[@click=app.bell]x[/]\\u202e"
    command = running("say", "printf", hostile).command
    step = Step("say", "Say [bold red]it[/] [/nothing]", "[@click=quit]Me", 60.0, command)
    async with opened(tmp_path, step) as stage:
        await stage.scene.run("say")
        await stage.refresh()
        await stage.press("up")
        assert "Say [bold red]it[/] [/nothing]" in stage.text and "[@click=quit]Me" in stage.text
        assert "␛]0;PWNED␇␛[2J[@click=app.bell]x[/]" in stage.text
        assert "\x1b" not in stage.text and "\u202e" not in stage.text


async def test_much_output_is_bounded_and_says_so(tmp_path: Path) -> None:
    async with opened(tmp_path, running("count", "seq", "1", "5000"), size=(160, 50)) as stage:
        await stage.scene.run("count")
        await stage.refresh()
        await stage.press("up")
        assert "lines above" in stage.text and "│ 5000" in stage.text
        assert "of which the middle is not kept" in stage.text


async def test_what_was_started_and_never_ended_is_told(tmp_path: Path) -> None:
    """Fault 65: the console dies while a command runs."""
    async with opened(tmp_path, running("list", "ls"), manual("then")) as stage:
        fields = {"run": stage.scene.conductor.run.id, "runbook": "till", "step": "list", "argv": ["ls"]}
        stage.scene.journal.submit(Draft("runbook.started", fields)).result(30)
        stage.screen.entries = tuple(stage.scene.known())
        await stage.pilot.pause()
        assert "outcome unknown" in stage.text and "look for yourself" in " ".join(stage.text.split())
        assert not stage.heard(CommandConfirmed)


async def test_a_text_that_has_changed_is_told(tmp_path: Path) -> None:
    async with opened(tmp_path, manual("one"), manual("two")) as stage:
        assert "has changed" not in stage.text
        stage.scene.conductor.runbook = runbook(manual("two"), running("three", "ls"))
        await stage.refresh()
        assert "The runbook's text has changed since this run began" in stage.text
        assert "one (no longer in the runbook)" in stage.text and "Do three" not in stage.text
        await stage.press("enter")
        assert "The runbook has this step no longer: s skips it" in stage.text


async def test_what_is_done_from_memory_is_confirmed(tmp_path: Path) -> None:
    async with opened(tmp_path, manual("one"), style=Style.DO_CONFIRM) as stage:
        assert "From memory. space confirms that it is done" in stage.text


async def test_the_attempts_of_a_check_are_seen(tmp_path: Path) -> None:
    check = StepCheck(SignalCheck("db.up"), every=30.0, attempts=5)
    async with opened(tmp_path, Step("well", "It is well", "Me", 60.0, check=check)) as stage:
        await stage.press("enter")
        assert len(stage.heard(StepChecked)) == 1
        stage.scene.conductor._busy = True
        stage.screen.about.tried.append((START, Finding(Verdict.FAIL, "no is not yes")))
        await stage.refresh()
        assert "attempt 1 of 5: fail, no is not yes; the next at 09:02:40" in stage.text
        await stage.press("ctrl+c")
        assert len(stage.heard(RunbookStopped)) == 1
        stage.scene.conductor._busy = False


async def test_escape_leaves_the_run_open(tmp_path: Path) -> None:
    async with opened(tmp_path, manual("one")) as stage:
        await stage.press("escape")
        assert len(stage.heard(RunbookRunLeft)) == 1 and stage.scene.kinds == ["begun"]


async def test_at_rest_nothing_is_drawn(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async with opened(tmp_path, manual("one")) as stage:
        drawn: list[str] = []
        for widget in (stage.screen.steps, stage.screen.query_one("#sentence")):
            monkeypatch.setattr(widget, "refresh", lambda *_, **__: drawn.append("again"))
        for _ in range(3):
            stage.screen._tick()
        assert drawn == []
