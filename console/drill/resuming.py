"""Going on with a drill that was left half-way: the same folder, journal and world, and the same second."""

from __future__ import annotations

from dataclasses import replace

from console.cli.session import Session
from console.drill.parts import ONLY_LOOKS, Drill, Wanted, begun_in, parts_in
from data.drills.plays.folders import DrillFolder
from data.drills.plays.past import entries_of, orders_in
from data.drills.plays.resuming import left_at, resumed_draft
from data.drills.plays.stage_time import read_stage_time
from data.drills.plays.unfinished import has_ended, player_of
from data.errors import UsageError
from data.models.journal import SaveState
from data.models.scenario import Scenario
from data.sole import Sole
from data.stage_clock import FASTEST, SLOWEST


def resumed_parts(
    session: Session, folder: DrillFolder, scenario: Scenario, speed: float | None = None
) -> Drill:
    """The drill of that folder as it was left; its clock stands. Raises OpsError.

    It goes on at the last second that is known of, at its last speed where none is given. Everything
    that its services said before stands in the store again.
    """
    if session.read_only:
        raise UsageError(ONLY_LOOKS)
    name, head = folder.path.name, folder.head
    if session.options.policy not in (None, "", head.policy):
        raise UsageError(
            f"{name} is played by the policy {head.policy}", "leave --policy away, or begin another drill"
        )
    duty = _taken(folder)
    if has_ended(folder):
        duty.release()
        raise UsageError(f"{name} has come to its end", f"ops-console drill score {name}")
    time = read_stage_time(folder.path)
    last = time.speed if time is not None and SLOWEST <= time.speed <= FASTEST else head.speed
    wanted = Wanted(scenario, head.seed, speed or last)
    drill = parts_in(session, folder, wanted, duty)
    health = drill.parts.journal.health
    if health.state is SaveState.VIEW_ONLY:
        drill.close(0.0)
        raise UsageError(f"{name} cannot be gone on with: {health.message}", health.remedy)
    past = entries_of(folder)
    second = left_at(scenario, past, time)
    drill.stage.clock.step(second)
    drill.stage.resume(past, orders_in(folder))
    begins = resumed_draft(scenario, second, session.time.now()) if past else begun_in(folder, scenario)
    drill.parts.journal.submit(begins)
    return replace(drill, past=past)


def _taken(folder: DrillFolder) -> Sole:
    """The duty of playing it. Raises UsageError where another console has it."""
    duty = player_of(folder)
    if not duty.take() and duty.holder:
        words = f"{folder.path.name} is being played by {duty.holder}"
        raise UsageError(words, "leave it there first; q keeps everything")
    return duty
