"""The parts of a console that replays: recordings in the place of sources, a clock that can be turned."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

from console.cli.session import Session
from console.opening import parts_of
from console.parts import Parts
from console.replay.replaying import ReplayConsole
from console.watch import Watch
from data.baselines.file import file_in
from data.baselines.keeper import Keeper
from data.config.places import state_dir
from data.poller import Poller
from data.recall.backfill import Recall
from data.recorder.recordings import Recordings
from data.recorder.replay import ReplayStore
from data.stage_clock import StageClock


def open_replay(
    session: Session, recordings: Recordings, span: tuple[datetime, datetime], at: datetime, speed: float
) -> int:
    """Open the console there, and stay in it; its exit code."""
    clock = StageClock(session.time, at, speed=speed)
    parts, store = replay_parts(session, recordings, clock)
    return ReplayConsole(lambda: parts, clock, store, span).launch()


def replay_parts(session: Session, recordings: Recordings, clock: StageClock) -> tuple[Parts, ReplayStore]:
    """What such a console is made of; nothing is asked and nothing is written."""
    inside = Session(session.environ, replace(session.options, read_only=True), clock, session.write)
    parts = parts_of(inside)
    zone, policy = parts.standing.zone, parts.policies.get(inside.policy_id)
    store = ReplayStore(recordings, policy, clock)
    poller, recall = Poller((), store.record, clock), Recall((), store, clock)
    watch = Watch((), poller, store, recall, _usual(inside, zone))
    return replace(parts, watch=watch), store


def _usual(session: Session, zone: ZoneInfo) -> Keeper:
    """What is usual, as the console knows it by now: for what was recorded without it."""
    kept = file_in(state_dir(session.environ), session.settings().console.environment)
    return Keeper(zone, kept, keeping=False)
