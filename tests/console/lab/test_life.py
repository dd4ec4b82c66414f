"""What the lab's sources said under faults is seen again as it was, and lived again as a drill."""

from __future__ import annotations

import asyncio
import random
import tomllib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

import pytest
import tomli_w
from textual.pilot import Pilot

from console.app import OpsConsole
from console.cli.session import Session
from console.lab.lab import Lab
from console.opening import parts_of
from console.replay.replay_parts import replay_parts
from console.replay.replaying import ReplayConsole
from data.config.document import read_document
from data.drills.scenarios.library import read_scenario
from data.drills.worlds.world import World, carried_out
from data.models.entry import Draft
from data.models.runbook_run import Mode
from data.models.scenario import Scenario
from data.models.snapshot import Phase, Snapshot, SourceState
from data.models.verdict import Verdict
from data.policies.book import load_policies
from data.procedures.runbooks.shelf import load_runbooks
from data.recorder.recordings import Recordings
from data.recorder.replay import ReplayStore
from data.runbook_runs.intents import begin
from data.stage_clock import StageClock
from data.timekeeping import SystemTimekeeper
from screens.frame import FrameScreen
from tests.command_line import CommandLine
from tests.lab_environment import broken
from tests.replays import edges, seen

pytestmark = pytest.mark.lab

_SIZE = (120, 100)
"""So tall that nothing needs to be scrolled: where one has scrolled to is not recorded."""
_BOARDS = ("health", "performance", "cost", "security")
_TRIES = 20
_SECRET = "ghp_" + "Zx9" * 12
_NAMES = {"db main": "pg-gutenberg-3", "project-management-api": "zeppelin.acme.internal"}
_KINDS = ("http", "tls", "postgres", "command", "aws")
_PLANTED = ("gutenberg", "zeppelin", "acme", "Margarethe", "bastion", _SECRET, "127.0.0.1", "alice")
_RUNBOOK, _STEP = "manual-system-down", "restart"


@dataclass(frozen=True)
class Picture:
    """The words that a board showed, and the snapshot that it showed them of."""

    board: str
    snapshot: Snapshot
    words: str


@dataclass
class Lived:
    """What was seen and recorded, by whom it was commanded, and when it broke and was mended."""

    line: CommandLine
    folder: Path
    pictures: list[Picture] = field(default_factory=list)
    broken: float = 0.0
    mended: float = 0.0


@pytest.fixture(scope="module")
def lived(lab: Lab, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Lived]:
    line = CommandLine(tmp_path_factory.mktemp("life"))
    line.configure(_configuration(lab))
    quickly = line.home / "quickly.toml"
    quickly.write_text(_configuration(lab, ("http", "postgres")))
    quickly.chmod(0o600)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("console.app._SETTLED", 0.1)
        patch.setattr("console.app._COALESCE", 2.0)
        patch.setattr("screens.health.health._REST", 0.0)
        patch.setattr("screens.boards.board._REST", 0.0)
        yield asyncio.run(_live(lab, line))


def _configuration(lab: Lab, kinds: Sequence[str] = _KINDS) -> str:
    """Parts of the lab, its database and one of its services under names that must not get out."""
    found = tomllib.loads(lab.config_path.read_text())
    chosen = {
        kind: [
            {**each, "name": _NAMES.get(each["name"], each["name"]), "every": "2s"}
            for each in found.get(kind, [])
        ]
        for kind in kinds
    }
    for account in chosen.get("aws", []):
        account["credentials_file"] = str(lab.config_path.parent / account["credentials_file"])
        account["pace"] = dict.fromkeys(account["pace"], "2s")
    return tomli_w.dumps({"console": {"policy": "manual", "environment": "gutenberg"}, **chosen})


async def _live(lab: Lab, line: CommandLine) -> Lived:
    """The console as it is, on the lab, while things go wrong; pictures of its boards meanwhile."""
    clock = StageClock(SystemTimekeeper(), datetime.now(UTC))
    session = Session(line.environ, time=clock)
    made = parts_of(session)
    assert made.recordings is not None
    found = Lived(line, made.recordings)
    app = OpsConsole(lambda: made)
    async with app.run_test(size=_SIZE) as pilot:
        await _until(pilot, lambda: all(each.phase is Phase.FRESH for each in _sources(app)))
        await _until(pilot, lambda: app._flight is not None and bool(app.runbook_desk))
        await _look(app, pilot, clock, found)
        found.broken = _now()
        await asyncio.to_thread(lab.break_, "db-down")
        try:
            await _until(pilot, lambda: _wrong(app, "pg-gutenberg-3"))
            await asyncio.to_thread(_declare, line)
            await _until(pilot, lambda: any("bastion" in each for each in _noted(app)))
            await _look(app, pilot, clock, found)
            await asyncio.to_thread(_carry_out, _session(line))
        finally:
            found.mended = _now()
            await asyncio.to_thread(lab.mend, "db-down")
        await _until(pilot, lambda: not _wrong(app, "pg-gutenberg-3"))
        await asyncio.to_thread(_call, line, "incident", "resolve")
        await _until(pilot, lambda: not app.chronicle.open_incidents())
        for faults, source in (
            (("api-500", "backup-small"), "zeppelin.acme.internal"),
            (("cert-6-days", "finding-new"), "site certificate"),
        ):
            with broken(lab, *faults):
                await _until(pilot, partial(_wrong, app, source))
                await _look(app, pilot, clock, found)
        await _until(pilot, lambda: not _wrong(app, "site certificate"))
        await _look(app, pilot, clock, found)
        last = found.pictures[-1].snapshot.generation
        await _until(pilot, lambda: made.watch.store.snapshot().generation > last)
        assert app._flight is not None
        app._flight.look()  # so that what is recorded goes on beyond the last picture
    session.close()
    return found


def _session(line: CommandLine) -> Session:
    """A session as another process would have one."""
    return Session(line.environ)


async def _until(pilot: Pilot[int], holds: Callable[[], bool]) -> None:
    for _ in range(300):
        if holds():
            return
        await pilot.pause(0.1)
    pytest.fail("it did not come to that")


def _sources(app: OpsConsole) -> tuple[SourceState, ...]:
    return app.parts.watch.store.snapshot().sources


def _wrong(app: OpsConsole, name: str) -> bool:
    return any(each.name == name and each.verdict is not Verdict.PASS for each in _sources(app))


def _noted(app: OpsConsole) -> list[str]:
    return [line.words for each in app.chronicle.open_incidents() for line in each.timeline]


async def _look(app: OpsConsole, pilot: Pilot[int], clock: StageClock, found: Lived) -> None:
    """A picture of each board, once its words stand still, at a moment that the recorder notes.

    The console's clock stands meanwhile: an age or an axis would else go on between moment and picture.
    """
    for board in _BOARDS:
        app.action_mode(board)
        for _ in range(_TRIES):
            clock.pause()
            picture = await _picture(app, pilot, board)
            clock.go_to(datetime.now(UTC))
            clock.run()
            if picture is not None:
                found.pictures.append(picture)
                break
        else:
            pytest.fail(f"{board} never stood still")


async def _picture(app: OpsConsole, pilot: Pilot[int], board: str) -> Picture | None:
    assert app._flight is not None
    snapshot = app.parts.watch.store.snapshot()
    app._flight.look()
    app.publish()
    words, still = "", 0
    while still < 3:
        await pilot.pause(0.03)
        before, words = words, seen(app)
        still = still + 1 if words == before else 0
    shown = app.screen.snapshot if isinstance(app.screen, FrameScreen) else None
    newest = app.parts.watch.store.snapshot().generation
    if shown is None or {shown.generation, newest} != {snapshot.generation}:
        return None
    if "drawing…" in words or "asking…" in words:
        return None
    return Picture(board, shown, words)


def _now() -> float:
    return datetime.now(UTC).timestamp()


def _call(line: CommandLine, *words: str) -> None:
    called = line.call(*words)
    assert called.code == 0, called.err


def _declare(line: CommandLine) -> None:
    """As a person would: with what fails as evidence, and with words that are nobody else's business."""
    quickly = str(line.home / "quickly.toml")  # asks only a few
    _call(line, "--config", quickly, "incident", "declare", "--commander", "Margarethe")
    _call(line, "incident", "note", f"ssh margarethe@bastion.acme.internal, {_SECRET} on pg-gutenberg-3")


def _carry_out(session: Session) -> None:
    """The restart, as a run of the runbook that is on record."""
    journal, runbook = session.journal(), load_runbooks().get(_RUNBOOK)
    run = f"{_RUNBOOK}-{journal.today()}-1"
    confirmed = Draft("runbook.confirmed", {"run": run, "runbook": _RUNBOOK, "step": _STEP})
    for draft in (*begin(runbook, run, Mode.EXECUTE, journal.today()), confirmed):
        journal.submit(draft).result(10)
    session.close()


async def test_twenty_moments_in_random_order_look_as_they_did(lived: Lived) -> None:
    pictures = random.Random(9).sample(lived.pictures, len(lived.pictures))
    assert len(pictures) == 20
    for board in ("health", "performance", "security"):
        assert len({each.words for each in pictures if each.board == board}) > 3, board
    session = _session(lived.line)
    recordings = Recordings(lived.folder)
    span = recordings.span()
    assert span is not None
    clock = StageClock(session.time, pictures[0].snapshot.at, running=False)
    parts, store = replay_parts(session, recordings, clock)
    app = ReplayConsole(lambda: parts, clock, store, span)
    async with app.run_test(size=_SIZE) as pilot:
        await _until(pilot, lambda: bool(app.runbook_desk))
        for each in pictures:
            app.action_mode(each.board)
            app._go_to(each.snapshot.at.timestamp())
            then = recordings.snapshot(each.snapshot.at)
            assert then is not None and then.generation == each.snapshot.generation
            await _until(pilot, partial(_shows, store, each.snapshot.at))
            assert await _comes_to(app, pilot, each.words) == each.words, each.snapshot.at
            assert "REPLAY" in edges(app)[0]
    session.close()


def _shows(store: ReplayStore, at: datetime) -> bool:
    return store.snapshot().at == at


async def _comes_to(app: OpsConsole, pilot: Pilot[int], wanted: str) -> str:
    """The words on the screen, once they are and stay what they should be, or after a while."""
    words, still = "", 0
    for _ in range(100):
        await pilot.pause(0.03)
        words = seen(app)
        still = still + 1 if words == wanted else 0
        if still == 2:
            break
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
