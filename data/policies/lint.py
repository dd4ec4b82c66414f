"""What is odd about a policy although it can be read: a typing error more likely than an intention."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from itertools import pairwise
from typing import Protocol

from data.catalogue import Catalogue, KnownSignal
from data.models.policy import Policy
from data.models.practice import Origin
from data.models.threshold import Limit, Threshold
from data.quantity import convert


class _Told(Protocol):
    """Anything that a document says."""

    @property
    def origin(self) -> Origin: ...


def lint(policy: Policy, known: Catalogue) -> tuple[str, ...]:
    """One line for each oddity, naming the signal or table; none for a policy in order."""
    return (*_thresholds(policy, known), *_marks(policy, known), *_people(policy), *_unsaid(policy))


def _thresholds(policy: Policy, known: Catalogue) -> Iterator[str]:
    for signal, threshold in policy.thresholds.items():
        entry = known.get(signal)
        if entry is None:
            near = known.nearest(signal)
            yield f"{signal}: not a known signal{f', perhaps {near}' if near else ''}"
        else:
            yield from _direction(signal, threshold, entry)
        yield from _order(signal, threshold)


def _direction(signal: str, threshold: Threshold, entry: KnownSignal) -> Iterator[str]:
    if convert(1.0, entry.unit, threshold.unit) is None:
        yield f'{signal}: its unit is "{entry.unit}", not "{threshold.unit}"'
    if entry.higher_is == "neither":
        return
    good_upward = entry.higher_is == "better"
    for role, limit in threshold.limits.items():
        wanted = good_upward if role == "target" else not good_upward
        if limit.comparison.upward != wanted:
            yield f"{signal}: {role} {_sign(limit)} is the wrong way round, more of it is {entry.higher_is}"


def _order(signal: str, threshold: Threshold) -> Iterator[str]:
    """A target is missed before a warning is raised, and that before an alert."""
    for (gentle, first), (harsh, second) in pairwise(threshold.limits.items()):
        rising = second.comparison.upward
        same_way = rising == (first.comparison.upward != (gentle == "target"))
        if not same_way:
            yield f"{signal}: {gentle} {_sign(first)} and {harsh} {_sign(second)} look opposite ways"
        elif (first.number > second.number) if rising else (first.number < second.number):
            yield f"{signal}: {harsh} {_sign(second)} comes before {gentle} {_sign(first)}"


def _marks(policy: Policy, known: Catalogue) -> Iterator[str]:
    for mark in policy.marks:
        for signal in mark.signals:
            if known.get(signal) is None:
                yield f"mark {mark.role} {mark.subject}: {signal} is not a known signal"


def _people(policy: Policy) -> Iterator[str]:
    ids = {severity.id for severity in policy.severities}
    ranks = Counter(severity.rank for severity in policy.severities)
    yield from (f"severity rank {rank} is given {n} times" for rank, n in ranks.items() if n > 1)
    for situation in policy.situations:
        if situation.severity not in ids:
            yield f"situation {situation.id}: {situation.severity} is not a severity of this policy"
    for clock in policy.clocks:
        for severity in sorted(set(clock.severities) - ids):
            yield f"clock {clock.name}: {severity} is not a severity of this policy"
    for what, names in (
        ("severity", [severity.id for severity in policy.severities]),
        ("routine", [routine.id for routine in policy.routines]),
        ("ladder", [ladder.id for ladder in policy.ladders]),
        ("alert class", [alert.id for alert in policy.alert_classes]),
    ):
        yield from (f"{what} {name} is there {n} times" for name, n in Counter(names).items() if n > 1)


def _unsaid(policy: Policy) -> Iterator[str]:
    """Numbers whose sentence was left out."""
    for signal, threshold in policy.thresholds.items():
        yield from (
            f"{signal}: {role} has no says" for role, limit in threshold.limits.items() if not limit.says
        )
    told: Mapping[str, Iterable[_Told]] = {
        "severity": policy.severities,
        "situation": policy.situations,
        "clock": policy.clocks,
        "ladder": policy.ladders,
        "alert class": policy.alert_classes,
        "routine": policy.routines,
        "window": policy.windows,
        "figure": policy.figures,
    }
    for what, items in told.items():
        yield from (f"a {what} of section {i.origin.section} has no says" for i in items if not i.origin.says)


def _sign(limit: Limit) -> str:
    return f'"{limit.comparison} {limit.number:g}"'
