"""A drill while it is played: time, the world, what is asked of it, and what was done in it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from data.drills.orders.obeyed import brought_in, given_in
from data.drills.plays.played import steps_done
from data.drills.plays.silenced import silences_told
from data.drills.plays.telling import ENDED, INJECT, inject_draft
from data.drills.worlds.rounds import Rounds
from data.drills.worlds.tags import tag_of
from data.drills.worlds.world import World, carried_out
from data.incidents.fold import TELLING, fold_incidents
from data.models.entry import Draft, Entry
from data.models.incident import Incident
from data.models.round import Round
from data.models.scenario import InjectKind, Scenario
from data.runbook_runs.fold import PREFIX, fold_runbook_runs
from data.stage_clock import StageClock

_HEARD = (InjectKind.MESSAGE, InjectKind.CALL, InjectKind.LOG)
"""What no service lists: the players are told."""
_SOON = 2
"""Beats until those are asked who are to be asked at once."""


class Stage:
    """One scenario on its clock; belongs to the event loop, or to whatever thread plays it.

    The clock's elapsed seconds are those of the scenario. `record` is given every round.
    """

    def __init__(self, world: World, clock: StageClock, record: Callable[[Round], None]) -> None:
        self.world = world
        self.clock = clock
        self._rounds = Rounds(world, record)
        self._until = 0.0
        self._wanted = 0
        self._known: dict[str, Entry] = {}
        self._done: set[tuple[str, str, float]] = set()
        self._told: set[str] = set()
        self._ended = False

    @property
    def scenario(self) -> Scenario:
        """What is played."""
        return self.world.scenario

    @property
    def second(self) -> float:
        """Where the clock stands, in seconds of the scenario."""
        return self.clock.elapsed()

    @property
    def ended(self) -> bool:
        """Whether its score is on record; nothing counts any more."""
        return self._ended

    @property
    def over(self) -> bool:
        """Whether the scenario's time is over."""
        return self.second >= self.scenario.lasts

    def take(self, entries: Iterable[Entry]) -> None:
        """Learn what was done from entries of the drill's journal; known ones change nothing."""
        new = [each for each in entries if each.drill and each.id not in self._known]
        self._ended = self._ended or any(each.kind == ENDED for each in new)
        self._told.update(str(each.get("inject")) for each in new if each.kind == INJECT)
        self._known.update((each.id, each) for each in new if each.kind.startswith(TELLING))
        if not any(each.kind.startswith(PREFIX) for each in new):
            return
        folded = fold_runbook_runs(self._known.values(), drill=True).values()
        steps = [(each.runbook, each.step, each.second) for each in steps_done(self.scenario, folded)]
        for step in steps:
            if step not in self._done:
                self._done.add(step)
                for done in carried_out(self.scenario, [step]):
                    self.world.do(done.deed, done.second)

    def resume(self, entries: Sequence[Entry], orders: Iterable[Entry]) -> None:
        """Be where the clock stands, by what was done and ordered before: everything is asked anew."""
        for each in brought_in(given_in(orders, self.scenario)):
            self.world.bring(each.inject, each.second)
        self.world.silences.have(silences_told(entries))
        self.take(entries)
        self._until = self.second
        self.go_on(self.second)

    def beat(self) -> list[Draft]:
        """Go on to where the clock stood at the last beat; what is to be recorded of what came.

        What was done by then has reached the journal meanwhile, and so is known to the world in
        time, however fast the clock runs.
        """
        until, self._until = self._until, self.second
        self.go_on(until)
        if self._wanted:
            self._wanted -= 1
            if not self._wanted:
                self.ask()
        return self.injects(until)

    def settle(self) -> list[Draft]:
        """Go on to where the clock stands."""
        return [*self.beat(), *self.beat()]

    def go_on(self, second: float) -> None:
        """Ask whatever is due up to that second."""
        self._rounds.go_on(min(second, self.scenario.lasts))

    def hurry(self) -> None:
        """Ask every service soon, once what was done before is known."""
        self._wanted = _SOON

    def ask(self) -> None:
        """Ask every service at this moment, beside its interval."""
        self.go_on(self.second)
        # Both scales of the clock are rounded by themselves: an answer must not seem older than its question.
        moment = (self.clock.now() - self.scenario.starts).total_seconds()
        self._rounds.again(max(moment, self.second) + 0.001)

    def injects(self, second: float) -> list[Draft]:
        """What has reached the players up to that second, and they have not been told of."""
        came = [each for each in self.world.happened(second) if each.inject.kind in _HEARD]
        new = [each for each in came if tag_of(each.inject.id) not in self._told]
        self._told.update(tag_of(each.inject.id) for each in new)
        if not new:
            return []
        open_ = [each.id for each in self.incidents() if each.declared and not each.stage.over]
        incident = open_[0] if len(open_) == 1 else ""
        return [inject_draft(each.inject, each.second, incident) for each in new]

    def incidents(self) -> list[Incident]:
        """Those that have been declared in the drill."""
        return list(fold_incidents(self._known.values(), drill=True).values())
