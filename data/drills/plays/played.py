"""What was done in a drill, as its entries tell it, with the scenario beside it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from data.drills.orders.obeyed import Brought, Given, brought_in
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
from data.runbook_runs.fold import fold_runbook_runs


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


def played(
    scenario: Scenario,
    seed: int,
    entries: Iterable[Entry],
    policies: PolicyBook,
    changing: frozenset[tuple[str, str]],
    until: float,
    host: str,
) -> Played:
    """What the entries of one drill tell; `changing` are the steps (runbook, step) that alter something."""
    told = tuple(each for each in entries if each.drill)
    runs = tuple(fold_runbook_runs(told, drill=True).values())
    steps = steps_done(scenario, runs, changing)
    deeds = carried_out(scenario, [(each.runbook, each.step, each.second) for each in steps])
    world = World(scenario, seed)
    for done in deeds:
        world.do(done.deed, done.second)
    incident = next(iter(fold_incidents(told, drill=True).values()), None)
    policy = policies.get(scenario.policy)
    now = scenario.starts + timedelta(seconds=until)
    timers = all_clocks(incident, policy, policies.ladders, now, host) if incident else ()
    episodes = world.episodes(until)
    shown = shown_at(world, policy, until)
    return Played(scenario, policy, until, told, runs, steps, tuple(deeds), episodes, incident, timers, shown)


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
