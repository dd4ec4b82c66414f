"""An incident that was lived: a world that was recorded, under names that must not get out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from data.config.configuration import Configuration
from data.drills.life.lived import Lived, about, runs_of
from data.drills.life.names import names_of
from data.drills.life.neutral import Neutral
from data.drills.worlds.rounds import Rounds
from data.drills.worlds.world import World
from data.incidents.fold import fold_incidents
from data.models.entry import Entry
from data.models.round import Round
from data.models.scenario import Scenario
from data.policies.book import load_policies
from data.procedures.runbooks.shelf import load_runbooks
from data.provider import Source
from data.recorder.recorder import FLUSH_S, Recorder
from data.recorder.recordings import Recordings
from data.runbook_runs.fold import fold_runbook_runs
from data.scrubber import Scrubber
from data.store import Store
from tests.fakes import HandClock, answering

BEGAN = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)
ID = "INC-2026-11-20-1"
_RUNBOOK = "unified-database-connections"


def at(second: float) -> datetime:
    """A moment, in seconds since the recording began."""
    return BEGAN + timedelta(seconds=second)


def entry(second: float, kind: str, by: str = "alice", host: str = "bastion-1", **fields: Any) -> Entry:  # noqa: ANN401
    """One entry of the journal."""
    moment = at(second)
    return Entry(f"{int(second * 1000):012d}-{kind}", 1, moment, moment.date(), by, host, kind, False, fields)


def told(second: float, kind: str, **fields: Any) -> Entry:  # noqa: ANN401
    """One of the incident."""
    return entry(second, f"incident.{kind}", incident=ID, **fields)


def ran(second: float, kind: str, **fields: Any) -> Entry:  # noqa: ANN401
    """One of a run of a runbook in it."""
    run = {"run": f"{_RUNBOOK}-2026-11-20-1", "runbook": _RUNBOOK, "incident": ID}
    return entry(second, f"runbook.{kind}", **run, **fields)


def lived(entries: Sequence[Entry], recordings: Recordings | None = None, until: float = 3600) -> Lived:
    """What all of them tell."""
    found = Lived(
        fold_incidents(entries)[ID],
        load_policies().get("manual"),
        load_runbooks(),
        at(until),
        about(ID, entries),
    )
    found = replace(found, runs=runs_of(found, fold_runbook_runs(entries).values()))
    if recordings is None:
        return found
    moments = [recordings.snapshot(at(second)) for second in range(0, int(until), 60)]
    pasts = recordings.series(at(0), at(until))
    return replace(found, pasts=pasts, snapshots=tuple(each for each in moments if each))


def neutral(of: Lived, *secrets: str) -> Neutral:
    """Names for it; `secrets` are the console's own."""
    return Neutral(
        names_of(Configuration(Path("config.toml")), of.snapshots, of.entries, of.runs), Scrubber(secrets)
    )


def recorded(world: World, folder: Path, seconds: int) -> Recordings:
    """A world as the flight recorder keeps it."""
    scenario, clock = world.scenario, HandClock(BEGAN)
    began = clock.elapsed()
    made = [
        Source(each.name, each.kind, each.group, each.every, 3.0, each.critical, answering())
        for each in scenario.services
    ]
    store = Store(made, load_policies().get(scenario.policy), clock)

    def record(round: Round) -> None:
        store.record(replace(round, ended_elapsed=round.ended_elapsed + began))

    rounds, recorder = Rounds(world, record), Recorder(folder, "bastion-1.4711", 2**30)
    for second in range(seconds):
        rounds.go_on(second)
        recorder.look(store.snapshot())
        if second % FLUSH_S == FLUSH_S - 1:
            recorder.write()
        clock.move(1.0)
    recorder.write()
    return Recordings(folder)


def renamed(scenario: Scenario, names: dict[str, str]) -> Scenario:
    """The same with other names of services, on the day that was recorded."""
    services = tuple(replace(each, name=names.get(each.name, each.name)) for each in scenario.services)
    troubles = tuple(
        replace(
            each,
            effects=tuple(replace(one, service=names.get(one.service, one.service)) for one in each.effects),
        )
        for each in scenario.troubles
    )
    injects = tuple(
        replace(
            each,
            source=names.get(each.source, each.source),
            when=each.when and replace(each.when, service=names.get(each.when.service, each.when.service)),
        )
        for each in scenario.injects
    )
    return replace(scenario, starts=BEGAN, services=services, troubles=troubles, injects=injects)
