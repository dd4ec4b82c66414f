"""Lives through faults of the lab with the console, and takes pictures of its boards meanwhile."""

from __future__ import annotations

import asyncio
import tomllib
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
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
from console.watch import Watch
from data.models.entry import Draft
from data.models.round import Round
from data.models.runbook_run import Mode
from data.models.snapshot import Phase, Snapshot, SourceState
from data.models.verdict import Verdict
from data.procedures.runbooks.shelf import load_runbooks
from data.runbook_runs.intents import begin
from data.stage_clock import StageClock
from data.timekeeping import SystemTimekeeper, Timekeeper
from screens.frame import FrameScreen
from tests.command_line import CommandLine
from tests.lab_environment import broken
from tests.replays import seen

SIZE = (120, 100)
"""So tall that nothing needs to be scrolled: where one has scrolled to is not recorded."""
RUNBOOK, STEP = "manual-system-down", "restart"
PLANTED = ("gutenberg", "zeppelin", "acme", "Margarethe", "bastion", "127.0.0.1", "alice")
SECRET = "ghp_" + "Zx9" * 12
_BOARDS = ("health", "performance", "cost", "security")
_TRIES = 100
_NAMES = {"db main": "pg-gutenberg-3", "project-management-api": "zeppelin.acme.internal"}
_KINDS = ("http", "tls", "postgres", "command", "aws")


@dataclass(frozen=True)
class Picture:
    """The words that a board showed, and the snapshot that it showed them of."""

    board: str
    snapshot: Snapshot
    words: str


@dataclass
class Lived:
    """What was seen and recorded, by whom it was commanded, and when it broke and was mended.

    Of breaking and mending both ends are known: when it was begun, and when all of it had been seen.
    """

    line: CommandLine
    folder: Path
    pictures: list[Picture] = field(default_factory=list)
    broken: tuple[float, float] = (0.0, 0.0)
    mended: tuple[float, float] = (0.0, 0.0)


class Answers:
    """What the sources answer: kept back while a picture is taken, so that the board can stand still."""

    def __init__(self, watch: Watch, clock: Timekeeper) -> None:
        self._record = watch.store.record
        self._clock = clock
        self._kept: dict[str, Round] | None = None
        watch.poller._record = self._take

    @contextmanager
    def kept_back(self) -> Iterator[None]:
        """What each source answers last within the block comes after it, by its time too."""
        self._kept = {}
        try:
            yield
        finally:
            kept, self._kept = self._kept, None
            for each in kept.values():
                at, elapsed = self._clock.now(), self._clock.elapsed()
                self._record(replace(each, ended_at=at, ended_elapsed=elapsed))

    def _take(self, outcome: Round) -> None:
        if self._kept is None:
            self._record(outcome)
        else:
            self._kept[outcome.source] = outcome


def configuration(lab: Lab, kinds: Sequence[str] = _KINDS) -> str:
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


async def live(lab: Lab, line: CommandLine) -> Lived:
    """The console as it is, on the lab, while things go wrong; pictures of its boards meanwhile."""
    clock = StageClock(SystemTimekeeper(), datetime.now(UTC))
    session = Session(line.environ, time=clock)
    made = parts_of(session)
    assert made.recordings is not None
    found = Lived(line, made.recordings)
    app, answers = OpsConsole(lambda: made), Answers(made.watch, clock)
    async with app.run_test(size=SIZE) as pilot:
        look = partial(_look, app, pilot, clock, answers, found)
        await until(pilot, lambda: all(each.phase is Phase.FRESH for each in _sources(app)))
        await until(pilot, lambda: app._flight is not None and bool(app.runbook_desk))
        await look()
        began = _now()
        await asyncio.to_thread(lab.break_, "db-down")
        try:
            await until(pilot, lambda: _wrong(app, "pg-gutenberg-3"))
            found.broken = (began, _now())
            await asyncio.to_thread(_declare, line)
            await until(pilot, lambda: any("bastion" in each for each in _noted(app)))
            await look()
            await asyncio.to_thread(_carry_out, session_of(line))
        finally:
            began = _now()
            await asyncio.to_thread(lab.mend, "db-down")
        await until(pilot, lambda: _well(app, "pg-gutenberg-3"))
        await asyncio.to_thread(call, line, "incident", "resolve")
        await until(pilot, lambda: not app.chronicle.open_incidents())
        resolved = clock.elapsed()
        await until(pilot, lambda: _answered(app, "pg-gutenberg-3") > resolved)
        found.mended = (began, _now())
        for faults, source in (
            (("api-500", "backup-small"), "zeppelin.acme.internal"),
            (("cert-6-days", "finding-new"), "site certificate"),
        ):
            with broken(lab, *faults):
                await until(pilot, partial(_wrong, app, source))
                await look()
        await until(pilot, lambda: _well(app, "site certificate"))
        await look()
        last = found.pictures[-1].snapshot.generation
        await until(pilot, lambda: made.watch.store.snapshot().generation > last)
        assert app._flight is not None
        app._flight.look()  # so that what is recorded goes on beyond the last picture
    session.close()
    return found


def session_of(line: CommandLine) -> Session:
    """A session as another process would have one."""
    return Session(line.environ)


async def until(pilot: Pilot[int], holds: Callable[[], bool]) -> None:
    """Wait for it, for two minutes and more: on a busy machine every round takes its time."""
    for _ in range(1_200):
        if holds():
            return
        await pilot.pause(0.1)
    pytest.fail("it did not come to that")


def _sources(app: OpsConsole) -> tuple[SourceState, ...]:
    return app.parts.watch.store.snapshot().sources


def _wrong(app: OpsConsole, name: str) -> bool:
    """Whether it is known to be wrong; of one that has only not answered in time that is not known."""
    return any(each.name == name and each.verdict is Verdict.FAIL for each in _sources(app))


def _well(app: OpsConsole, name: str) -> bool:
    return any(each.name == name and each.verdict is Verdict.PASS for each in _sources(app))


def _answered(app: OpsConsole, name: str) -> float:
    return next(each.answered_elapsed or 0.0 for each in _sources(app) if each.name == name)


def _noted(app: OpsConsole) -> list[str]:
    return [line.words for each in app.chronicle.open_incidents() for line in each.timeline]


async def _look(
    app: OpsConsole, pilot: Pilot[int], clock: StageClock, answers: Answers, found: Lived
) -> None:
    """A picture of each board, once its words stand still, at a moment that the recorder notes.

    The console's clock stands meanwhile: an age or an axis would else go on between moment and picture.
    """
    for board in _BOARDS:
        app.action_mode(board)
        for _ in range(_TRIES):
            with answers.kept_back():
                clock.pause()
                picture = await _picture(app, pilot, board)
                clock.go_to(datetime.now(UTC))
                clock.run()
            await pilot.pause(0.1)
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


def call(line: CommandLine, *words: str) -> None:
    called = line.call(*words)
    assert called.code == 0, called.err


def _declare(line: CommandLine) -> None:
    """As a person would: with what fails as evidence, and with words that are nobody else's business."""
    quickly = str(line.home / "quickly.toml")  # asks only a few
    call(line, "--config", quickly, "incident", "declare", "--commander", "Margarethe")
    call(line, "incident", "note", f"ssh margarethe@bastion.acme.internal, {SECRET} on pg-gutenberg-3")


def _carry_out(session: Session) -> None:
    """The restart, as a run of the runbook that is on record."""
    journal, runbook = session.journal(), load_runbooks().get(RUNBOOK)
    run = f"{RUNBOOK}-{journal.today()}-1"
    confirmed = Draft("runbook.confirmed", {"run": run, "runbook": RUNBOOK, "step": STEP})
    for draft in (*begin(runbook, run, Mode.EXECUTE, journal.today()), confirmed):
        journal.submit(draft).result(60)
    session.close()
