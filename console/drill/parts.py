"""The parts of a drill's console: a scenario in the place of sources, and nobody outside."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from types import MappingProxyType
from zoneinfo import ZoneInfo

from console.cli.session import Session
from console.drill.pulse import Pulse
from console.parts import Parts
from console.watch import Watch
from data.baselines.keeper import Keeper
from data.channel import Channel
from data.channels.sink import Sink
from data.config.channel import ChannelSettings
from data.config.configuration import Configuration
from data.config.console import ConsoleSettings
from data.config.places import state_dir
from data.config.zone import find_zone
from data.drills.plays.folders import DrillFolder, DrillHead, drills_dir, new_drill, scenario_digest
from data.drills.plays.stage import Stage
from data.drills.plays.telling import begun_draft
from data.drills.plays.unfinished import player_of
from data.drills.worlds.things import feeds_of
from data.drills.worlds.world import World
from data.errors import ConfigError, UsageError
from data.journal.journal import Journal
from data.models.entry import Draft, Entry
from data.models.scenario import Scenario, Service
from data.procedures.library import load_checklists
from data.provider import Source
from data.providers.simulated.client import SimulatedProvider
from data.recall.backfill import Recall
from data.sole import Sole
from data.stage_clock import StageClock
from data.store import Store
from data.timekeeping import Timekeeper, waking
from widgets.frame.standing import Standing

ENVIRONMENT = "drill"
ONLY_LOOKS = "a drill is recorded: it cannot be played with --read-only"
_HOUR = timedelta(hours=1)
_CHANNELS: Mapping[str, ChannelSettings] = MappingProxyType(
    {
        "slack": ChannelSettings(audience="internal"),
        "statuspage": ChannelSettings(audience="public"),
        "email": ChannelSettings(audience="both"),
    }
)
"""The ways out that a team usually has; in a drill each ends in the sink."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is to be played: `seed` decides what is left to chance, `speed` is in seconds to a second.

    `text` is that of the scenario's file, which the drill's folder keeps. The players of a `blind` one
    are not told which it is.
    """

    scenario: Scenario
    seed: int = 1
    speed: float = 1.0
    text: str = ""
    blind: bool = False


@dataclass(frozen=True, slots=True)
class Drill:
    """A drill that is about to be played; the clock stands until somebody lets it go.

    `time` is the world's, not the stage's. `past` holds what is on record of a drill that is gone on
    with; `duty` is had by the one console that plays it.
    """

    parts: Parts
    stage: Stage
    folder: DrillFolder
    seed: int
    sink: Sink
    time: Timekeeper
    duty: Sole
    past: tuple[Entry, ...] = ()

    def close(self, timeout: float) -> None:
        """Save what is pending, at most for so many seconds, and let others play it."""
        self.parts.journal.close(timeout)
        self.duty.release()


def drill_parts(session: Session, wanted: Wanted) -> Drill:
    """Make a new drill: its folder, its journal, its world. Raises OpsError.

    Of the configuration only the team's own procedures and policies are used, and the person's name:
    no source, no channel, no journal of it is touched.
    """
    if session.read_only:
        raise UsageError(ONLY_LOOKS)
    folder = _folder(session, wanted)
    duty = player_of(folder)
    duty.take()  # nobody else knows of it yet
    drill = parts_in(session, folder, wanted, duty)
    drill.parts.journal.submit(begun_in(folder, wanted.scenario))
    return drill


def begun_in(folder: DrillFolder, scenario: Scenario) -> Draft:
    """The first entry of the drill in that folder."""
    head = folder.head
    return begun_draft(scenario, head.seed, blind=head.called if head.blind else "")


def parts_in(session: Session, folder: DrillFolder, wanted: Wanted, duty: Sole) -> Drill:
    """What plays a drill in its folder; nothing is written there."""
    settings, scenario = session.settings(), wanted.scenario
    clock = StageClock(waking(session.time), scenario.starts, speed=wanted.speed, running=False)
    zone, who, host = zone_of(scenario), folder.head.who, folder.head.host
    journal = Journal.open(folder.journal, by=who, host=host, zone=zone, time=clock, drill=True)
    watch, stage = stage_of(scenario, wanted.seed, session, clock, journal)
    sink = Sink()
    parts = Parts(
        time=clock,
        watch=watch,
        journal=journal,
        policies=session.policies(),
        checklists=load_checklists(settings.procedures).checklists,
        standing=Standing(ENVIRONMENT, scenario.policy, f"{who}@{host}", zone, drill=True),
        configuration=_configuration(settings, scenario, folder.head),
        channels=lambda: _ways(sink),
        theme=session.options.theme or settings.console.theme,
        screen=session.options.screen or "",
        chosen_policy=session.options.policy or "",
        procedures=tuple(settings.procedures),
    )
    return Drill(parts, stage, folder, wanted.seed, sink, session.time, duty)


def stage_of(
    scenario: Scenario, seed: int, session: Session, clock: StageClock, journal: Journal
) -> tuple[Watch, Stage]:
    """The scenario's services as sources, and what lets them go on."""
    world = World(scenario, seed)
    sources = tuple(_source(world, service, clock) for service in scenario.services)
    store = Store(sources, session.policies().get(scenario.policy), clock)
    stage = Stage(world, clock, store.record)
    pulse = Pulse(stage, journal.submit)
    return Watch(sources, pulse, store, Recall(sources, store, clock), Keeper(zone_of(scenario))), stage


def zone_of(scenario: Scenario) -> ZoneInfo:
    """The zone in which the scenario's clocks show what its author wrote; UTC where there is none."""
    offset = scenario.starts.utcoffset() or timedelta()
    hours = round(offset / _HOUR)
    found = find_zone(f"Etc/GMT{-hours:+d}") if hours and offset == hours * _HOUR else None
    return found or ZoneInfo("UTC")


def _source(world: World, service: Service, clock: Timekeeper) -> Source:
    provider = SimulatedProvider(world, service, clock)
    name, kind, group, every = service.name, service.kind, service.group, service.every
    return Source(
        name, kind, group, every, every, service.critical, provider, feeds_of(world.scenario, service)
    )


def _configuration(settings: Configuration, scenario: Scenario, head: DrillHead) -> Configuration:
    """Nothing of the person's own but their procedures and policies: no source, no channel, no contact."""
    console = ConsoleSettings(
        environment=ENVIRONMENT,
        policy=scenario.policy,
        user=head.who,
        host=head.host,
        timezone=str(zone_of(scenario)),
        theme=settings.console.theme,
    )
    return Configuration(
        Path(),
        console=console,
        channels=_CHANNELS,
        procedures=settings.procedures,
        policies=settings.policies,
    )


def _folder(session: Session, wanted: Wanted) -> DrillFolder:
    console, scenario, began = session.settings().console, wanted.scenario, session.time.now()
    head = DrillHead(
        scenario=scenario.id,
        title=scenario.title,
        digest=scenario_digest(scenario),
        seed=wanted.seed,
        speed=wanted.speed,
        policy=scenario.policy,
        who=console.who(session.environ),
        host=console.where(),
        began=began,
        origin=scenario.origin,
        blind=wanted.blind,
    )
    root = drills_dir(state_dir(session.environ))
    try:
        return new_drill(root, head, began.date(), wanted.text)
    except OSError as error:
        words = f"a drill's folder cannot be made: {error.strerror or error}"
        remedy = "set XDG_STATE_HOME to a folder of yours"
        raise ConfigError(words, file=root, remedy=remedy) from error


def _ways(sink: Sink) -> Mapping[str, Channel]:
    return dict.fromkeys(_CHANNELS, sink)
