"""Everything that whoever leads a drill sees at one moment: the players' side, and the script."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from data.drills.orders import notes_of
from data.drills.played import steps_done
from data.drills.screenplay import Cue, Part, cues_of, in_order
from data.drills.stage import Stage
from data.drills.stage_time import StageTime
from data.drills.telling import INJECT
from data.drills.world import carried_out
from data.incidents.clocks import clocks_of
from data.incidents.fold import fold_incidents
from data.models.entry import Entry
from data.models.incident import Incident
from data.models.policy import Policy
from data.models.snapshot import SourceState
from data.models.timer import Timer
from data.runbook_runs.fold import fold_runbook_runs


@dataclass(frozen=True, slots=True)
class Glance:
    """What the players see, in one look; `lately` holds the last entries of their journal."""

    services: tuple[SourceState, ...]
    incident: Incident | None
    since: float
    timers: tuple[Timer, ...]
    lately: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class LeadView:
    """One moment of a drill; `time` is None before the players' console has said anything."""

    time: StageTime | None
    alive: bool
    second: float
    policy: Policy
    glance: Glance
    cues: tuple[Cue, ...]


def glance_of(
    services: Sequence[SourceState], entries: Sequence[Entry], stage: Stage, policy: Policy, host: str
) -> Glance:
    """From the players' journal, and from what their services say."""
    incidents = [each for each in fold_incidents(entries, drill=True).values() if each.declared]
    open_ = [each for each in incidents if not each.stage.over] or incidents
    incident = open_[0] if open_ else None
    now = stage.clock.now()
    timers = clocks_of(incident, policy, now, host) if incident else ()
    since = (now - incident.began.at).total_seconds() if incident else 0.0
    shown = tuple(each for each in entries if each.drill and not each.kind.startswith("drill.begun"))
    return Glance(tuple(services), incident, since, timers, shown)


def script_of(
    stage: Stage, second: float, entries: Sequence[Entry], orders: Iterable[Entry]
) -> tuple[Cue, ...]:
    """The script with what was done and noted between its lines."""
    told = {
        str(each.get("inject")): float(each.get("second") or 0.0) for each in entries if each.kind == INJECT
    }
    folded = fold_runbook_runs(entries, drill=True).values()
    steps = [(each.runbook, each.step, each.second) for each in steps_done(stage.scenario, folded)]
    deeds = [
        Cue(
            Part.DEED,
            done.deed.id,
            f"{done.deed.runbook}, {done.deed.step}",
            came=done.second,
            when=_does(done.deed.cures, done.deed.begins),
        )
        for done in carried_out(stage.scenario, steps)
    ]
    notes = [
        Cue(Part.NOTE, str(number), f"{note.words} ({note.by})", came=note.second)
        for number, note in enumerate(notes_of(orders))
    ]
    return in_order([*cues_of(stage.world, second, told), *deeds, *notes])


def _does(cures: Sequence[str], begins: Sequence[str]) -> str:
    parts = [f"cures {', '.join(cures)}" if cures else "", f"begins {', '.join(begins)}" if begins else ""]
    return "; ".join(part for part in parts if part) or "does nothing"
