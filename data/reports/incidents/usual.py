"""One incident's times beside those of all: mean and median, over all and for each severity."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import fmean, median

from data.incidents.times import times_of
from data.models.incident import Incident

ALL = ""


@dataclass(frozen=True, slots=True)
class Average:
    """Seconds, None where nothing is known; `known` says of how many."""

    mean: float | None
    median: float | None
    known: int


@dataclass(frozen=True, slots=True)
class Usual:
    """The times of a group: a policy's severity, or all; `incidents` of which some may be open."""

    policy: str
    severity: str
    incidents: int
    acknowledge: Average
    mitigate: Average
    resolve: Average

    @property
    def title(self) -> str:
        """What the group is called; the same word may mean another severity in another policy."""
        return f"{self.severity} ({self.policy})" if self.severity else "all"


def usual_of(incidents: Iterable[Incident]) -> tuple[Usual, ...]:
    """All, then each severity of each policy; only what was declared counts."""
    known = [each for each in incidents if each.declared]
    groups: dict[tuple[str, str], list[Incident]] = {("", ALL): known}
    for each in known:
        if each.severity:
            groups.setdefault((each.policy, each.severity), []).append(each)
    return tuple(_usual(policy, severity, groups[policy, severity]) for policy, severity in sorted(groups))


def _usual(policy: str, severity: str, incidents: Sequence[Incident]) -> Usual:
    times = [times_of(each) for each in incidents]
    return Usual(
        policy,
        severity,
        len(incidents),
        _average([each.acknowledge for each in times]),
        _average([each.mitigate for each in times]),
        _average([each.resolve for each in times]),
    )


def _average(values: Sequence[float | None]) -> Average:
    known = [value for value in values if value is not None]
    return Average(fmean(known) if known else None, median(known) if known else None, len(known))
