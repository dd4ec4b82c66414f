"""The console on a store of one's own, or on what was recorded, and the words that it then shows."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from console.app import OpsConsole
from console.parts import Parts
from console.replay.replaying import ReplayConsole
from console.watch import Watch
from data.baselines.keeper import Keeper
from data.models.policy import Policy
from data.models.snapshot import Snapshot
from data.poller import Poller
from data.recall.backfill import Recall
from data.recorder.recordings import Recordings
from data.recorder.replay import ReplayStore
from data.stage_clock import StageClock
from data.store import Store
from data.timekeeping import Timekeeper
from tests.console_parts import parts
from tests.fakes import HandClock
from tests.fakes import policy as usual
from tests.gallery import ZONE


def replaying(
    folder: Path, tmp_path: Path, at: Snapshot, policy: Policy | None = None
) -> tuple[ReplayConsole, StageClock]:
    """A console that replays a folder of recordings, standing at a moment."""
    recordings = Recordings(folder)
    span = recordings.span()
    assert span is not None
    clock = StageClock(HandClock(), at.at, running=False)
    store = ReplayStore(recordings, policy or usual(), clock)
    made = standing_on(store, tmp_path / "journal", clock)
    return ReplayConsole(lambda: made, clock, store, span), clock


def standing_on(store: Store, journal: Path, clock: Timekeeper) -> Parts:
    """The parts of a console that shows a store and asks nobody."""
    watch = Watch((), Poller((), store.record, clock), store, Recall((), store, clock), Keeper(ZONE))
    return replace(parts(journal, time=clock, read_only=True), watch=watch)


def seen(app: OpsConsole) -> str:
    """The words on the screen, but for the banner and the keys, in which a replay says what it is."""
    return "\n".join(_lines(app)[1:-1])


def edges(app: OpsConsole) -> tuple[str, str]:
    """The banner and the line of keys."""
    lines = _lines(app)
    return lines[0], lines[-1]


def _lines(app: OpsConsole) -> list[str]:
    return [str(strip.text) for strip in app.screen._compositor.render_strips()]
