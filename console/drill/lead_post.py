"""The leader's end of a drill: reads what the players' console leaves behind, and gives orders."""

from __future__ import annotations

import threading
from concurrent.futures import Future
from zoneinfo import ZoneInfo

from console.cli.session import Session
from console.drill.parts import stage_of, zone_of
from data.drills.leaders.leading import LeadView, glance_of, script_of
from data.drills.orders.obeyed import Outcome, brought_in, given_in
from data.drills.orders.orders import orders_folder
from data.drills.plays.folders import DrillFolder
from data.drills.plays.past import entries_of, orders_in
from data.drills.plays.stage_time import read_stage_time
from data.journal.journal import Journal
from data.models.entry import Draft, Entry
from data.models.journal import SaveState
from data.models.scenario import Inject, Scenario
from data.stage_clock import StageClock


class LeadPost:
    """One drill, seen from the second terminal. Writes nothing but orders and notes."""

    def __init__(self, session: Session, folder: DrillFolder, scenario: Scenario) -> None:
        self.folder = folder
        self.scenario = scenario
        self.zone = zone_of(scenario)
        self._time = session.time
        self._clock = StageClock(session.time, scenario.starts, running=False)
        head = folder.head
        who = session.settings().console.who(session.environ)
        self._players = Journal.open(
            folder.journal,
            by=who,
            host=head.host,
            zone=self.zone,
            time=self._clock,
            read_only=True,
            drill=True,
        )
        root = orders_folder(folder.path)
        self._orders = Journal.open(
            root, by=who, host=head.host, zone=ZoneInfo("UTC"), time=session.time, drill=True
        )
        watch, self.stage = stage_of(scenario, head.seed, session, self._clock, self._players)
        self._store = watch.store
        self._policy = session.policies().get(scenario.policy)
        self._lock = threading.Lock()
        self._seen: dict[str, Entry] = {}
        self._told: dict[str, Entry] = {}
        self._brought: set[str] = set()
        self._last = 0.0

    def start(self) -> None:
        """Read what there is, and follow."""
        self._players.listen(lambda news: self._keep(self._seen, news.entries))
        self._orders.listen(lambda news: self._keep(self._told, news.entries))
        self._keep(self._seen, entries_of(self.folder))
        self._keep(self._told, orders_in(self.folder))

    def close(self) -> None:
        """Save what was ordered, and look no longer."""
        self._players.close(0.0)
        self._orders.close(2.0)

    @property
    def second(self) -> float:
        """Where the players' time stands, by what their console said last; it does not go on without it."""
        time = read_stage_time(self.folder.path)
        if time is not None and time.alive:
            self._last = time.at(self._time.elapsed())
        elif time is not None:
            with self._lock:
                written = [each.at for each in self._seen.values()]
            wrote = (max(written) - self.scenario.starts).total_seconds() if written else 0.0
            self._last = max(self._last, time.second, wrote)
        return min(self._last, self.scenario.lasts)

    def order(self, draft: Draft) -> Future[Entry]:
        """Give an order, or keep a note."""
        return self._orders.submit(draft)

    def outcome(self, order: str) -> Outcome | None:
        """What became of the order of that id; None while the players' console has not heard it."""
        given = given_in(orders_in(self.folder), self.scenario)
        return next((each.outcome for each in given if each.order.id == order), None)

    def to_come(self) -> list[Inject]:
        """The scenario's own injects that have not come."""
        came = {each.inject.id for each in self.stage.world.happened(self.second)}
        return [each for each in self.scenario.injects if each.id not in came]

    def look(self) -> LeadView:
        """The drill as it stands now."""
        time = read_stage_time(self.folder.path)
        second = self.second
        self._clock.step(second - self._clock.elapsed())
        with self._lock:
            # While time stands many have one moment: they stay in the order in which they were written.
            seen = tuple(sorted(self._seen.values(), key=lambda each: each.at))
            told = tuple(sorted(self._told.values(), key=lambda each: each.at))
        self._bring(told)
        health = self._orders.health
        self.stage.take(seen)
        self.stage.beat()
        services = self._store.snapshot().sources
        glance = glance_of(services, seen, self.stage, self._policy, self.folder.head.host)
        cues = script_of(self.stage, second, seen, told)
        unsaved = "" if health.state in (SaveState.SAVED, SaveState.SAVING) else health.message
        alive = time is not None and time.alive
        return LeadView(time, alive, second, self._policy, glance, cues, unsaved)

    def _bring(self, told: tuple[Entry, ...]) -> None:
        """Let come here too what has come at the players'."""
        for each in brought_in(given_in(told, self.scenario)):
            if each.inject.id not in self._brought:
                self._brought.add(each.inject.id)
                self.stage.world.bring(each.inject, each.second)

    def _keep(self, where: dict[str, Entry], entries: tuple[Entry, ...]) -> None:
        with self._lock:
            where.update((each.id, each) for each in entries)
