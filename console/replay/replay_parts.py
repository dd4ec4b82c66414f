"""The parts of a console that replays: recordings in the place of sources, a clock that can be turned."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from console.cli.session import Session
from console.opening import parts_of
from console.parts import Parts
from console.replay.replaying import ReplayConsole
from console.watch import Watch
from data.baselines.keeper import Keeper
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
    watch = Watch((), poller, store, recall, Keeper(zone))
    standing = replace(parts.standing, badges=("REPLAY", *parts.standing.badges))
    return replace(parts, watch=watch, standing=standing), store
