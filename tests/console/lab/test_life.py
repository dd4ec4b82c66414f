"""What the lab's sources said under faults is seen again as it was, and lived again as a drill."""

from __future__ import annotations

import asyncio
import random
from collections.abc import Iterator
from datetime import datetime
from functools import partial
from pathlib import Path

import pytest
from textual.pilot import Pilot

from console.app import OpsConsole
from console.lab.lab import Lab
from console.replay.replay_parts import replay_parts
from console.replay.replaying import ReplayConsole
from data.config.document import read_document
from data.drills.scenarios.library import read_scenario
from data.drills.worlds.world import World, carried_out
from data.models.scenario import Scenario
from data.policies.book import load_policies
from data.procedures.runbooks.shelf import load_runbooks
from data.recorder.recordings import Recordings
from data.recorder.replay import ReplayStore
from data.stage_clock import StageClock
from tests.command_line import CommandLine
from tests.console.lab.living import (
    PLANTED,
    RUNBOOK,
    SECRET,
    SIZE,
    STEP,
    Lived,
    call,
    configuration,
    live,
    session_of,
    until,
)
from tests.replays import edges, seen

pytestmark = pytest.mark.lab

_ABOUT_S = 2.0
"""A drill goes by whole seconds, and a source is asked every two."""


@pytest.fixture(scope="module")
def lived(lab: Lab, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Lived]:
    line = CommandLine(tmp_path_factory.mktemp("life"))
    line.configure(configuration(lab))
    quickly = line.home / "quickly.toml"
    quickly.write_text(configuration(lab, ("http", "postgres")))
    quickly.chmod(0o600)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("console.app._SETTLED", 0.1)
        patch.setattr("console.app._COALESCE", 2.0)
        patch.setattr("screens.health.health._REST", 0.0)
        patch.setattr("screens.boards.board._REST", 0.0)
        yield asyncio.run(live(lab, line))


async def test_twenty_moments_in_random_order_look_as_they_did(lived: Lived) -> None:
    pictures = random.Random(9).sample(lived.pictures, len(lived.pictures))
    assert len(pictures) == 20
    for board in ("health", "performance", "security"):
        assert len({each.words for each in pictures if each.board == board}) > 3, board
    session = session_of(lived.line)
    recordings = Recordings(lived.folder)
    span = recordings.span()
    assert span is not None
    clock = StageClock(session.time, pictures[0].snapshot.at, running=False)
    parts, store = replay_parts(session, recordings, clock)
    app = ReplayConsole(lambda: parts, clock, store, span)
    async with app.run_test(size=SIZE) as pilot:
        await until(pilot, lambda: bool(app.runbook_desk))
        for each in pictures:
            app.action_mode(each.board)
            app._go_to(each.snapshot.at.timestamp())
            then = recordings.snapshot(each.snapshot.at)
            assert then is not None and then.generation == each.snapshot.generation
            await until(pilot, partial(_shows, store, each.snapshot.at))
            assert await _comes_to(app, pilot, each.words) == each.words, each.snapshot.at
            assert "REPLAY" in edges(app)[0]
    session.close()


def _shows(store: ReplayStore, at: datetime) -> bool:
    return store.snapshot().at == at


async def _comes_to(app: OpsConsole, pilot: Pilot[int], wanted: str) -> str:
    """The words on the screen, once they are and stay what they should be, or after a while."""
    words, still = "", 0
    for _ in range(2_000):
        await pilot.pause(0.03)
        words = seen(app)
        still = still + 1 if words == wanted else 0
        if still == 2:
            break
    return words


def test_the_incident_is_lived_again_as_a_drill_without_a_name_of_it(lived: Lived, tmp_path: Path) -> None:
    out = tmp_path / "drill.toml"
    call(lived.line, "incident", "export-scenario", "--out", str(out))
    text = out.read_text().casefold()
    assert [each for each in (*PLANTED, SECRET) if each.casefold() in text] == []
    document = read_document(out)
    assert document is not None
    scenario = read_scenario(out, document.content, document, load_runbooks(), load_policies())
    starts = scenario.starts.timestamp()
    deed = next(each for each in scenario.deeds if each.cures)
    assert (deed.runbook, deed.step) == (RUNBOOK, STEP) and scenario.procedure == RUNBOOK
    world = World(scenario, 3)
    for done in carried_out(scenario, [(RUNBOOK, STEP, lived.mended[0] - starts)]):
        world.do(done.deed, done.second)
    wrong = _down(scenario, world)
    for second, (begun, known) in ((wrong[0], lived.broken), (wrong[-1], lived.mended)):
        assert begun - _ABOUT_S <= second + starts <= known + _ABOUT_S
    assert wrong == list(range(wrong[0], wrong[-1] + 1))
    # Somebody who has nothing of the team's plays it as it is.
    script = tmp_path / "script.txt"
    script.write_text('03:00 incident declare --severity P1 --title "errors"\n')
    played = CommandLine(tmp_path).call(
        "drill", "run", str(out), "--script", str(script), "--seed", "3", "--json"
    )
    assert played.code == 0, played.err
    assert played.json["scenario"] == scenario.id and played.json["score"]["total"] > 0


def _down(scenario: Scenario, world: World) -> list[int]:
    """The seconds at which the database is down."""
    service, quantity = next(
        (each, one) for each in scenario.services for one in each.quantities if one.signal == "db.up"
    )
    up = [world.value(service, quantity, second) or 0.0 for second in range(int(scenario.lasts))]
    return [second for second, value in enumerate(up) if value < 0.5]
