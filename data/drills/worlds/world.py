"""The world of a scenario: from what was done, and when, to what is the case at any second.

It is lived second by second, so that what spreads, what happens on a condition and what players do
come in one order, the same at whatever speed they are played.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from data.drills.worlds.bills import pasts_of
from data.drills.worlds.silences import Silences
from data.drills.worlds.values import Episode, refusal_at, value_at
from data.models.reading import Answer, Observation
from data.models.scenario import Condition, Deed, Inject, Quantity, Scenario, Service

_ASKED = "the drill's own world"
"""What was asked: players read it, so it does not name the scenario."""


@dataclass(frozen=True, slots=True)
class Done:
    """A deed, and the second at which it was carried out."""

    deed: Deed
    second: float


@dataclass(frozen=True, slots=True)
class Happened:
    """An inject, and the second at which it came."""

    inject: Inject
    second: float


@dataclass
class _Life:
    """Everything up to `second`."""

    second: int = -1
    wrong: dict[str, Episode] = field(default_factory=dict)
    past: list[Episode] = field(default_factory=list)
    happened: dict[str, Happened] = field(default_factory=dict)
    held: dict[str, int] = field(default_factory=dict)
    done: set[str] = field(default_factory=set)
    taken: int = 0


class World:
    """One scenario with one seed."""

    def __init__(self, scenario: Scenario, seed: int) -> None:
        self.scenario = scenario
        self._seed = seed
        self._done: list[Done] = []
        self._brought: list[Happened] = []
        self._life = _Life()
        self.silences = Silences()
        """What the players have silenced of its alerts."""

    def bring(self, inject: Inject, second: float) -> None:
        """Let something come in that second, whatever its own time and condition."""
        self._brought.append(Happened(inject, float(int(second))))
        if int(second) <= self._life.second:
            self._life = _Life()

    def do(self, deed: Deed, second: float) -> None:
        """Carry out a deed; none that is older than one before it."""
        done = Done(deed, second)
        self._done.append(done)
        if second <= self._life.second:
            self._done.sort(key=lambda each: each.second)
            self._life = _Life()

    def episodes(self, second: float) -> tuple[Episode, ...]:
        """Everything that has been wrong up to that second."""
        life = self._lived(second)
        return (*life.past, *life.wrong.values())

    def happened(self, second: float) -> tuple[Happened, ...]:
        """What has come from outside up to that second, in the order in which it came."""
        life = self._lived(second)
        return tuple(each for each in life.happened.values() if each.second <= second)

    def value(self, service: Service, quantity: Quantity, second: float) -> float | None:
        """A value at a second, also before the beginning, when all was well."""
        wrong = self.episodes(second) if second >= 0 else ()
        return value_at(self.scenario, self._seed, service, quantity, second, wrong)

    def answer(self, service: Service, second: float) -> Answer | str:
        """What a service says when it is asked at a second; why it says nothing."""
        wrong = self.episodes(second)
        refusal = refusal_at(service, second, wrong)
        if refusal is not None:
            return refusal
        seen = tuple(
            Observation(
                quantity.signal,
                value_at(self.scenario, self._seed, service, quantity, second, wrong),
                quantity.unit,
                quantity.labels,
                own=quantity.own,
            )
            for quantity in service.quantities
        )
        pasts = pasts_of(self.scenario, self._seed, service)
        return Answer(seen, _ASKED, pasts=pasts)

    def _lived(self, second: float) -> _Life:
        """Everything up to a second, and perhaps further; deeds of later seconds have not been done."""
        until = int(second)
        if self._life.second > until and self._later(until):
            self._life = _Life()
        while self._life.second < until:
            self._live(self._life, self._life.second + 1)
        return self._life

    def _later(self, second: int) -> bool:
        """Whether going back needs another life than the one that has been lived."""
        life = self._life
        moments = [each.second for each in life.happened.values()]
        moments += [each.began for each in (*life.past, *life.wrong.values())]
        moments += [each.cured for each in life.past if each.cured is not None]
        return any(moment > second for moment in moments)

    def _live(self, life: _Life, second: int) -> None:
        life.second = second
        while life.taken < len(self._done) and self._done[life.taken].second <= second:
            self._carry_out(life, self._done[life.taken].deed, second)
            life.taken += 1
        for trouble in self.scenario.troubles:
            if trouble.at is None or trouble.id in life.wrong or self._known(life, trouble.id):
                continue
            since = life.wrong[trouble.follows].began if trouble.follows in life.wrong else None
            start = trouble.at if not trouble.follows else None if since is None else since + trouble.at
            if start is not None and second >= start:
                life.wrong[trouble.id] = Episode(trouble, second)
        for inject in self.scenario.injects:
            if inject.id not in life.happened and self._comes(life, inject, second):
                life.happened[inject.id] = Happened(inject, second)
        for each in self._brought:
            if each.second <= second and each.inject.id not in life.happened:
                life.happened[each.inject.id] = Happened(each.inject, each.second)

    def _carry_out(self, life: _Life, deed: Deed, second: int) -> None:
        ready = set(deed.needs) <= life.done
        life.done.add(deed.id)
        for id in deed.cures if ready else ():
            if id in life.wrong:
                life.past.append(replace(life.wrong.pop(id), cured=second))
        for id in deed.begins if ready else deed.otherwise:
            trouble = self.scenario.trouble(id)
            if trouble is not None and id not in life.wrong:
                life.wrong[id] = Episode(trouble, second)

    def _known(self, life: _Life, id: str) -> bool:
        return any(episode.trouble.id == id for episode in life.past)

    def _comes(self, life: _Life, inject: Inject, second: int) -> bool:
        if inject.at is not None and second >= inject.at:
            return True
        return inject.when is not None and self._holds(life, inject.id, inject.when, second)

    def _holds(self, life: _Life, id: str, when: Condition, second: int) -> bool:
        service = self.scenario.service(when.service)
        quantity = (
            next((each for each in service.quantities if each.signal == when.signal), None)
            if service
            else None
        )
        if service is None or quantity is None:
            return False
        wrong = (*life.past, *life.wrong.values())
        value = value_at(self.scenario, self._seed, service, quantity, second, wrong)
        if value is None or not when.must.comparison.holds(value, when.must.number):
            life.held.pop(id, None)
            return False
        return second - life.held.setdefault(id, second) >= when.lasting


def deed_of(scenario: Scenario, runbook: str, step: str) -> Deed | None:
    """What carrying out that step does in a scenario."""
    return next((each for each in scenario.deeds if (each.runbook, each.step) == (runbook, step)), None)


def carried_out(scenario: Scenario, steps: Sequence[tuple[str, str, float]]) -> list[Done]:
    """The deeds among steps that were run: runbook, step and second of each."""
    found = [(deed_of(scenario, runbook, step), second) for runbook, step, second in steps]
    return [Done(deed, second) for deed, second in found if deed is not None]
