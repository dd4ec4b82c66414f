"""What drills were worth over time: by person, by scenario, by procedure."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from data.config.nearest import did_you_mean
from data.drills.plays.folders import BLIND, DrillFolder
from data.drills.plays.past import recorded_score
from data.errors import UsageError
from data.models.entry import Entry
from data.models.score import Score
from data.safe import safe


class Trait(StrEnum):
    """What drills are compared by."""

    PERSON = "person"
    SCENARIO = "scenario"
    PROCEDURE = "procedure"


@dataclass(frozen=True, slots=True)
class Result:
    """One drill; without a `score` it was not played to its end. `began` is a moment of the world."""

    id: str
    scenario: str
    title: str
    procedure: str
    who: str
    began: datetime
    seed: int
    policy: str
    score: Score | None = None


@dataclass(frozen=True, slots=True)
class Trend:
    """The drills that have one trait in common, oldest first, in points.

    `change` is how much the latest is above the mean of those before; None where there is but one.
    """

    trait: Trait
    name: str
    totals: tuple[float, ...]

    @property
    def change(self) -> float | None:
        """Above nought where it gets better."""
        *before, latest = self.totals
        return round(latest - sum(before) / len(before), 1) if before else None


def result_of(folder: DrillFolder, entries: Iterable[Entry], procedure: str) -> Result:
    """One drill, out of what is on record of it; before its end nothing that gives it away."""
    head, found = folder.head, recorded_score(entries)
    hidden = head.blind and found is None
    return Result(
        id=folder.path.name,
        scenario=BLIND if hidden else head.scenario,
        title=safe(head.called if hidden else head.title),
        procedure=procedure if found is not None else "",
        who=safe(head.who),
        began=head.began,
        seed=head.seed,
        policy=head.policy,
        score=found,
    )


def trends(results: Iterable[Result]) -> tuple[Trend, ...]:
    """Every person's, every scenario's and every procedure's, by name; without a score it does not count."""
    scored = sorted((each for each in results if each.score is not None), key=lambda each: each.began)
    found: dict[tuple[Trait, str], list[float]] = {}
    for trait, of in _TRAITS.items():
        for each in scored:
            if each.score is not None and of(each):
                found.setdefault((trait, of(each)), []).append(each.score.total)
    order = list(Trait)
    keys = sorted(found, key=lambda key: (order.index(key[0]), key[1]))
    return tuple(Trend(trait, name, tuple(found[trait, name])) for trait, name in keys)


def named_drill(drills: Iterable[DrillFolder], name: str) -> DrillFolder:
    """The drill of that name or the only one with it in its name; the latest where none is given.

    Raises UsageError.
    """
    known = {each.path.name: each for each in drills}
    if not known:
        raise UsageError("no drill has been played yet", "ops-console drill")
    if not name:
        return list(known.values())[-1]
    tests: tuple[Callable[[str], bool], ...] = (
        lambda id: id == name,
        lambda id: id.endswith(f"-{name}"),
        lambda id: name in id,
    )
    fitting: list[DrillFolder] = []
    for fits in tests:
        fitting = [each for id, each in known.items() if fits(id)]
        if len(fitting) == 1:
            return fitting[0]
    if fitting:
        raise UsageError(f'{len(fitting)} drills have "{safe(name)}" in their name', "name one of them whole")
    remedy = did_you_mean(name, known) or "ops-console drill history"
    raise UsageError(f'no drill is called "{safe(name)}"', remedy)


_TRAITS: dict[Trait, Callable[[Result], str]] = {
    Trait.PERSON: lambda each: each.who,
    Trait.SCENARIO: lambda each: each.scenario,
    Trait.PROCEDURE: lambda each: each.procedure,
}
