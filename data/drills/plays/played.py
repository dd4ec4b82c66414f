"""What was done in a drill, as its entries tell it, with the scenario beside it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from data.drills.orders.obeyed import Brought, Given, brought_in, given_in
from data.drills.worlds.showing import shown_at
from data.drills.worlds.values import Episode
from data.drills.worlds.world import Done, World, carried_out
from data.incidents.clocks import all_clocks
from data.incidents.fold import fold_incidents
from data.models.entry import Entry
from data.models.incident import Incident
from data.models.policy import Policy
from data.models.runbook_run import RunbookRun, StepRecord
from data.models.scenario import Scenario
from data.models.timer import Timer
from data.policies.book import PolicyBook
from data.procedures.runbooks.shelf import Shelf
from data.runbook_runs.fold import fold_runbook_runs


@dataclass(frozen=True, slots=True)
class PlayRecord:
    """What is on record of one drill up to the second `until`, and what it is read with.

    `led` are the entries of whoever led it.
    """

    scenario: Scenario
    seed: int
    entries: tuple[Entry, ...]
    until: float
    host: str
    policies: PolicyBook
    shelf: Shelf
    led: tuple[Entry, ...] = ()


@dataclass(frozen=True, slots=True)
class StepDone:
    """A step of a runbook that was carried out, and the second at which it was."""

    runbook: str
    step: str
    second: float
    checked: bool
    """Whether it was a look at how things are, and changed nothing."""


@dataclass(frozen=True, slots=True)
class Played:
    """One drill up to the second `until`; `incident` is the first that was declared.

    `shown` is the second at which trouble could first be seen, where it could; `led` are the orders of
    whoever led it.
    """

    scenario: Scenario
    policy: Policy
    until: float
    entries: tuple[Entry, ...]
    runs: tuple[RunbookRun, ...]
    steps: tuple[StepDone, ...]
    deeds: tuple[Done, ...]
    episodes: tuple[Episode, ...]
    incident: Incident | None
    timers: tuple[Timer, ...]
    shown: float | None = None
    led: tuple[Given, ...] = ()

    def second(self, moment: datetime) -> float:
        """A moment on the scenario's calendar as a second of it."""
        return (moment - self.scenario.starts).total_seconds()

    @property
    def began(self) -> float | None:
        """When the first trouble began that came by itself; None on a quiet day."""
        return min((each.began for each in self.episodes if each.trouble.at is not None), default=None)

    @property
    def brought(self) -> tuple[Brought, ...]:
        """What a leader let happen, each at the second at which it really came."""
        return tuple(each for each in brought_in(self.led) if each.second <= self.until)

    @property
    def sign(self) -> float | None:
        """When a leader first brought forward something of the scenario's own that leads somewhere."""
        own = [each for each in self.brought if each.inject in self.scenario.injects]
        return min((each.second for each in own if not each.inject.trail), default=None)

    @property
    def harmed(self) -> tuple[Episode, ...]:
        """The troubles that players brought about."""
        return tuple(each for each in self.episodes if each.trouble.at is None)


def played(told: PlayRecord) -> Played:
    """What the entries of one drill tell; what was recorded after `until` does not count."""
    scenario, until = told.scenario, told.until
    entries = tuple(
        each for each in told.entries if each.drill and (each.at - scenario.starts).total_seconds() <= until
    )
    runs = tuple(fold_runbook_runs(entries, drill=True).values())
    steps = steps_done(scenario, runs, _changing(told.shelf))
    deeds = carried_out(scenario, [(each.runbook, each.step, each.second) for each in steps])
    world = World(scenario, told.seed)
    for done in deeds:
        world.do(done.deed, done.second)
    incident = next(iter(fold_incidents(entries, drill=True).values()), None)
    policy = told.policies.get(scenario.policy)
    now = scenario.starts + timedelta(seconds=until)
    return Played(
        scenario=scenario,
        policy=policy,
        until=until,
        entries=entries,
        runs=runs,
        steps=steps,
        deeds=tuple(deeds),
        episodes=world.episodes(until),
        incident=incident,
        timers=all_clocks(incident, policy, told.policies.ladders, now, told.host) if incident else (),
        shown=shown_at(world, policy, until),
        led=given_in(told.led, scenario),
    )


def steps_done(
    scenario: Scenario, runs: Iterable[RunbookRun], changing: frozenset[tuple[str, str]] = frozenset()
) -> tuple[StepDone, ...]:
    """Every step that was carried out, each time, in the order of time; in a dry run none is."""
    found = [
        StepDone(
            run.runbook,
            id,
            (moment - scenario.starts).total_seconds(),
            (run.runbook, id) not in changing,
        )
        for run in runs
        if not run.dry
        for id, record in run.records.items()
        for moment in _carried_out(record)
    ]
    return tuple(sorted(found, key=lambda each: each.second))


def _carried_out(record: StepRecord) -> tuple[datetime, ...]:
    if record.executions:
        return tuple(each.at for each in record.executions)
    if record.confirmed is not None:
        return (record.confirmed.at,)
    return (record.checks[0].at,) if record.checks else ()


def _changing(shelf: Shelf) -> frozenset[tuple[str, str]]:
    """The steps, by runbook and id, that alter something."""
    return frozenset(
        (runbook.id, step.id) for runbook in shelf.runbooks for step in runbook.steps if step.changes
    )
