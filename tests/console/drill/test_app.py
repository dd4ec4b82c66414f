"""A drill is played on production's own screens and keys, and ends with its score."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot
from textual.screen import Screen

from console.app import OpsConsole
from console.drill.app import DrillConsole
from console.publishing import MODES
from data.alerts.acts import fold_acts
from data.drills.plays.played import PlayRecord
from data.drills.plays.telling import ENDED, INJECT
from data.drills.scores.score import score_of
from data.incidents.actions import open_actions
from data.incidents.fold import fold_incidents
from data.models.verdict import Verdict
from data.outbox.fold import fold_outbox
from data.procedures.fold import fold_runs
from data.runbook_runs.fold import fold_runbook_runs
from screens.drills.drill_score import DrillScoreScreen
from screens.incidents.incident import IncidentScreen
from screens.modals.begin_run import BeginRun
from screens.modals.confirm import Confirm
from screens.modals.confirm_command import ConfirmCommand
from screens.modals.declare import Declare
from screens.modals.messages_read import MessagesRead
from screens.runbooks.runbook import RunbookScreen
from screens.runbooks.runbook_messages import RunbookAsked
from screens.runbooks.runbook_run import RunbookRunScreen
from tests.console_parts import console
from tests.drill_console import LEAK, at, begun, entries, kinds, made
from tests.host import screen_text, until

Pilots = Pilot[int]
_FAILING = 560.0
"""A second at which the pool is full, the API fails, and people have written."""


async def shown(app: OpsConsole, pilot: Pilots, kind: type[Screen[Any]]) -> None:
    await until(pilot, lambda: isinstance(app.screen, kind))


async def declared(app: DrillConsole, pilot: Pilots) -> None:
    await pilot.press("i")
    await shown(app, pilot, Declare)
    await pilot.press("1", "enter")
    await shown(app, pilot, IncidentScreen)


async def worked(app: DrillConsole, pilot: Pilots) -> None:
    """The right procedure, up to what cures."""
    app.post_message(RunbookAsked("unified-database-connections"))
    await shown(app, pilot, RunbookScreen)
    await pilot.press("x")
    await shown(app, pilot, BeginRun)
    await pilot.press("e", "e")
    await shown(app, pilot, RunbookRunScreen)
    screen = app.screen
    assert isinstance(screen, RunbookRunScreen)
    await until(pilot, lambda: screen.run.at == "status")
    await pilot.press("enter")
    await until(pilot, lambda: screen.run.at == "variable" and not screen.about.conductor.busy)
    await pilot.press("space")
    await until(pilot, lambda: screen.run.at == "connect")
    await pilot.press("enter")
    await shown(app, pilot, ConfirmCommand)
    await pilot.press("y")
    await until(pilot, lambda: screen.run.at == "pool" and not screen.about.conductor.busy)
    await pilot.press("s")
    await pilot.pause()
    await pilot.press(*"full", "enter")
    await until(pilot, lambda: screen.run.at == "redeploy")
    await pilot.press("space")
    await until(pilot, lambda: screen.run.at == "restart")
    await pilot.press("space")
    await until(pilot, lambda: screen.run.at == "well")


async def test_an_outage_is_lived_from_the_briefing_to_the_score(tmp_path: Path) -> None:
    with made(tmp_path) as drill:
        app = DrillConsole(drill)
        async with app.run_test(size=(120, 40), notifications=True) as pilot:
            assert "PAUSED" in screen_text(app)
            await begun(app, pilot)
            await at(app, pilot, 60.0)
            assert app.parts.watch.store.snapshot().verdict is Verdict.PASS
            await at(app, pilot, _FAILING)
            await until(pilot, lambda: INJECT in kinds(drill))
            await until(pilot, lambda: "Mira" in screen_text(app))
            await declared(app, pilot)
            await worked(app, pilot)
            await at(app, pilot, _FAILING + 120)
            await until(pilot, lambda: app.parts.watch.store.snapshot().verdict is Verdict.PASS)
            await pilot.press("D")
            await shown(app, pilot, Confirm)
            await pilot.press("y")
            await shown(app, pilot, DrillScoreScreen)
            assert "of 100" in screen_text(app) and "ENDED" in screen_text(app)
        told = entries(drill)
        assert all(each.drill for each in told)
        [ended] = [each for each in told if each.kind == ENDED]
        on_record = PlayRecord(
            scenario=LEAK,
            seed=7,
            entries=tuple(told),
            until=ended.fields["until_s"],
            host=drill.folder.head.host,
            policies=drill.parts.policies,
            shelf=app.runbook_desk.shelf,
        )
        reckoned = score_of(on_record)
        assert app.score == reckoned
        assert ended.fields["score"]["total"] == reckoned.total >= 45
        ran = next(each for each in told if each.kind == "runbook.finished")
        assert ran.fields["code"] == 0 and "nothing was run" in ran.fields["output"]


async def test_time_over_ends_it_by_itself_and_nothing_done_is_worth_little(tmp_path: Path) -> None:
    with made(tmp_path) as drill:
        app = DrillConsole(drill)
        async with app.run_test(size=(80, 24)) as pilot:
            await begun(app, pilot)
            await at(app, pilot, LEAK.lasts)
            await shown(app, pilot, DrillScoreScreen)
            assert app.score is not None and app.score.total <= 10
            await pilot.press("escape", "D")
            await shown(app, pilot, DrillScoreScreen)
        assert kinds(drill).count(ENDED) == 1
        assert not any(
            each["mark"] == "detect" and each["points"]
            for each in entries(drill)[-1].fields["score"]["lines"]
        )


async def test_keys_stop_hurry_and_step_time(tmp_path: Path) -> None:
    with made(tmp_path) as drill:
        app, clock = DrillConsole(drill), drill.stage.clock
        async with app.run_test(size=(80, 24)) as pilot:
            await begun(app, pilot)
            await pilot.press("plus", "plus")
            assert clock.speed == 5 and clock.running
            await pilot.press("plus", "plus")
            assert clock.speed == 10
            await pilot.press("minus")
            assert clock.speed == 5
            await pilot.press("full_stop")
            assert drill.stage.second == 0
            await pilot.press("P")
            assert not clock.running
            await pilot.press("full_stop", "full_stop", "minus")
            assert drill.stage.second == 20 and not clock.running and clock.speed == 2
            await until(pilot, lambda: "00:20 of 30:00 PAUSED" in screen_text(app))
            await pilot.press("P")
            await until(pilot, lambda: "00:20 of 30:00 2×" in screen_text(app))


@pytest.fixture(scope="module")
def production(tmp_path_factory: pytest.TempPathFactory) -> dict[str, type]:
    """What each mode of the console in earnest opens; none of it says that it is a drill."""

    async def opened() -> dict[str, type]:
        found: dict[str, type] = {}
        real = console(tmp_path_factory.mktemp("real"))
        async with real.run_test(size=(80, 24)) as pilot:
            for mode, key, _ in MODES:
                await pilot.press(key)
                await until(pilot, lambda mode=mode: real.current_mode == mode)  # type: ignore[misc]
                found[mode] = type(real.screen)
                for size in ((160, 50), (80, 24)):
                    await pilot.resize_terminal(*size)
                    await until(pilot, lambda: "DRILL" not in screen_text(real).splitlines()[0])
        return found

    return asyncio.run(opened())


@pytest.mark.parametrize("size", [(80, 24), (160, 50)])
async def test_every_screen_is_that_of_production_and_says_drill(
    tmp_path: Path, production: dict[str, type], size: tuple[int, int]
) -> None:
    with made(tmp_path) as drill:
        app = DrillConsole(drill)
        async with app.run_test(size=size) as pilot:
            await begun(app, pilot)
            for mode, key, _ in MODES:
                await pilot.press(key)
                await until(pilot, lambda mode=mode: app.current_mode == mode)  # type: ignore[misc]
                assert type(app.screen) is production[mode]
                await until(pilot, lambda: " DRILL " in screen_text(app).splitlines()[0])
                await until(pilot, lambda: "of 30:00" in screen_text(app).splitlines()[0])


async def test_what_reached_the_players_can_be_read_once_more(tmp_path: Path) -> None:
    with made(tmp_path) as drill:
        app = DrillConsole(drill)
        async with app.run_test(size=(100, 30)) as pilot:
            await begun(app, pilot)
            await pilot.press("M")
            await shown(app, pilot, MessagesRead)
            assert "Nothing has, so far." in screen_text(app)
            await pilot.press("escape")
            await at(app, pilot, _FAILING)
            await until(pilot, lambda: INJECT in kinds(drill) and bool(app._hearing._heard))
            await pilot.press("M")
            await shown(app, pilot, MessagesRead)
            assert "cannot save their work" in screen_text(app)
        [told] = [each for each in entries(drill) if each.kind == INJECT]
        assert told.fields["who"] == "Mira, customer support" and told.fields["way"] == "message"


async def test_nothing_of_a_drill_counts_in_earnest(tmp_path: Path) -> None:
    with made(tmp_path) as drill:
        app = DrillConsole(drill)
        async with app.run_test(size=(120, 40)) as pilot:
            await begun(app, pilot)
            await at(app, pilot, _FAILING)
            await declared(app, pilot)
            await worked(app, pilot)
        told = entries(drill)
        assert fold_incidents(told, drill=True) and fold_runbook_runs(told, drill=True)
        assert not fold_incidents(told) and not fold_runbook_runs(told)
        assert not fold_runs(told) and not fold_acts(told).all and not fold_outbox(told).letters
        assert drill.parts.journal.drill and not open_actions(drill.parts.journal)
    assert sorted(path.name for path in (tmp_path / ".local/state/ops-console").iterdir()) == ["drills"]
