"""What the lab's sources said under faults is seen again as it was, and lived again as a drill."""

from __future__ import annotations

import asyncio
import random
import tomllib
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

import pytest
import tomli_w
from textual.pilot import Pilot

from console.app import OpsConsole
from console.cli.session import Session
from console.lab.lab import Lab
from console.watch import Watch
from console.wiring import watch
from data.config.document import read_document
from data.config.places import recordings_dir
from data.drills.library import read_scenario
from data.drills.world import World, carried_out
from data.models.entry import Draft
from data.models.policy import Policy
from data.models.runbook_run import Mode
from data.models.scenario import Scenario
from data.models.snapshot import Phase, Snapshot
from data.policies.book import load_policies
from data.procedures.runbooks.shelf import load_runbooks
from data.recorder.recorder import Recorder
from data.recorder.recordings import Recordings
from data.runbook_runs.intents import begin
from data.store import Store
from tests.command_line import CommandLine
from tests.console.lab.watching import until
from tests.fakes import HandClock
from tests.replays import replaying, seen, standing_on

pytestmark = pytest.mark.lab

_LOOK_S = 0.5
_CALM, _WRONG, _WELL = 7, 8, 7
"""So many looks while all is well, while the database is down, and once it is up again."""
_SECRET = "ghp_" + "Zx9" * 12
_NAMES = {"db main": "pg-gutenberg-3", "project-management-api": "zeppelin.acme.internal"}
_PLANTED = ("gutenberg", "zeppelin", "acme", "Margarethe", "bastion", _SECRET, "127.0.0.1", "alice")
_RUNBOOK, _STEP = "manual-system-down", "restart"


@dataclass
class Lived:
    """What was recorded, by whom it was commanded, and when it broke and was mended."""

    line: CommandLine
    policy: Policy
    folder: Path
    snapshots: list[Snapshot] = field(default_factory=list)
    broken: float = 0.0
    mended: float = 0.0


@pytest.fixture(scope="module")
def lived(lab: Lab, tmp_path_factory: pytest.TempPathFactory) -> Lived:
    home = tmp_path_factory.mktemp("life")
    line = CommandLine(home)
    line.configure(_configuration(lab))
    return asyncio.run(_live(lab, line))


def _configuration(lab: Lab) -> str:
    """The lab's database and one of its services, under names that must not get out."""
    found = tomllib.loads(lab.config_path.read_text())
    chosen = {
        kind: [
            {**each, "name": name, "every": "0.5s"}
            for each in found[kind]
            if (name := _NAMES.get(each["name"]))
        ]
        for kind in ("http", "postgres")
    }
    return tomli_w.dumps({"console": {"policy": "manual", "environment": "gutenberg"}, **chosen})


async def _live(lab: Lab, line: CommandLine) -> Lived:
    session = Session(line.environ)
    made = watch(session)
    found = Lived(line, session.policies().get("manual"), recordings_dir(line.environ, "gutenberg"))
    recorder = Recorder(found.folder, "bastion-1.4711", 2**30)
    task = asyncio.create_task(made.poller.run())

    async def look(times: int) -> None:
        for _ in range(times):
            await asyncio.sleep(_LOOK_S)
            made.store.expire()
            found.snapshots.append(made.store.snapshot())
            recorder.look(found.snapshots[-1])
        await asyncio.to_thread(recorder.write, recorder.waiting())

    try:
        assert await until(lambda: _fresh(made), 20)
        await look(_CALM)
        found.broken = _now()
        await asyncio.to_thread(lab.break_, "db-down")
        try:
            await look(_WRONG // 2)
            await asyncio.to_thread(_declare, line)
            await look(_WRONG - _WRONG // 2)
            await asyncio.to_thread(_carry_out, session)
        finally:
            found.mended = _now()
            await asyncio.to_thread(lab.mend, "db-down")
        await look(_WELL)
        await asyncio.to_thread(_call, line, "incident", "resolve")
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
        await made.poller.close()
        session.close()
    return found


def _fresh(made: Watch) -> bool:
    return all(each.phase is Phase.FRESH for each in made.store.snapshot().sources)


def _now() -> float:
    return datetime.now(UTC).timestamp()


def _call(line: CommandLine, *words: str) -> None:
    called = line.call(*words)
    assert called.code == 0, called.err


def _declare(line: CommandLine) -> None:
    """As a person would: with what fails as evidence, and with words that are nobody else's business."""
    _call(line, "incident", "declare")
    _call(line, "incident", "role", "commander", "Margarethe")
    _call(line, "incident", "note", f"ssh margarethe@bastion.acme.internal, {_SECRET} on pg-gutenberg-3")


def _carry_out(session: Session) -> None:
    """The restart, as a run of the runbook that is on record."""
    journal, runbook = session.journal(), load_runbooks().get(_RUNBOOK)
    run = f"{_RUNBOOK}-{journal.today()}-1"
    confirmed = Draft("runbook.confirmed", {"run": run, "runbook": _RUNBOOK, "step": _STEP})
    for draft in (*begin(runbook, run, Mode.EXECUTE, journal.today()), confirmed):
        journal.submit(draft).result(10)


class Held(Store):
    """Shows one snapshot of those that were seen live."""

    held: Snapshot

    def snapshot(self) -> Snapshot:
        """That one."""
        return self.held


async def test_twenty_moments_in_random_order_look_as_they_did(
    lived: Lived, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("screens.health.health._REST", 0.0)
    every = {each.generation: each for each in reversed(lived.snapshots)}  # what is not new is not recorded
    moments = random.Random(5).sample(sorted(every.values(), key=lambda each: each.at), 20)
    recordings = Recordings(lived.folder)
    assert [recordings.snapshot(each.at) for each in moments] == moments
    clock = HandClock(moments[0].at, moments[0].elapsed)
    store = Held((), lived.policy, clock)
    store.held = moments[0]
    shown = []
    made = standing_on(store, tmp_path / "live", clock)
    app = OpsConsole(lambda: made)
    async with app.run_test(size=(120, 30)) as pilot:
        assert app.runbook_desk  # else the shelf is read behind the first picture
        for each in moments:
            store.held, clock.wall, clock.ticks = each, each.at, each.elapsed
            shown.append(await _settled(app, pilot))
    assert len(set(shown)) > 5
    again, _ = replaying(lived.folder, tmp_path, moments[0], lived.policy)
    order = random.Random(9).sample(range(20), 20)
    async with again.run_test(size=(120, 30)) as pilot:
        assert again.runbook_desk
        for place in order:
            again._go_to(moments[place].at.timestamp())
            for _ in range(40):
                await pilot.pause(0.02)
                if again.parts.watch.store.snapshot().at == moments[place].at:
                    break
            assert await _settled(again, pilot) == shown[place], place


async def _settled(app: OpsConsole, pilot: Pilot[int]) -> str:
    """The words on the screen once they have stood still for a while."""
    app.publish()
    words, still = "", 0
    while still < 2:
        await pilot.pause(0.03)
        before, words = words, seen(app)
        still = still + 1 if words == before else 0
    return words


def test_the_incident_is_lived_again_as_a_drill_without_a_name_of_it(lived: Lived, tmp_path: Path) -> None:
    out = tmp_path / "drill.toml"
    _call(lived.line, "incident", "export-scenario", "--out", str(out))
    text = out.read_text().casefold()
    assert [each for each in _PLANTED if each.casefold() in text] == []
    document = read_document(out)
    assert document is not None
    scenario = read_scenario(out, document.content, document, load_runbooks(), load_policies())
    starts = scenario.starts.timestamp()
    deed = next(each for each in scenario.deeds if each.cures)
    assert (deed.runbook, deed.step) == (_RUNBOOK, _STEP) and scenario.procedure == _RUNBOOK
    world = World(scenario, 3)
    for done in carried_out(scenario, [(_RUNBOOK, _STEP, lived.mended - starts)]):
        world.do(done.deed, done.second)
    wrong = _down(scenario, world)
    assert wrong[0] + starts == pytest.approx(lived.broken, abs=4)
    assert wrong[-1] + starts == pytest.approx(lived.mended, abs=4)
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
