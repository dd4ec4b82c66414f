"""The part of the strictest policy that is about people: severities, clocks, habits.

Documents name severities differently, so they are compared by rank and called P0, P1… here.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from data.models.policy import Policy
from data.models.practice import Clock, Origin, Routine, Severity, Situation

_Key = tuple[str, bool, int, str]


def merged_severities(policies: Sequence[Policy], id: str) -> tuple[Severity, ...]:
    """One severity a rank, with the examples and people of every document."""
    ranks = sorted({severity.rank for policy in policies for severity in policy.severities})
    return tuple(_severity(rank, policies, id) for rank in ranks)


def _severity(rank: int, policies: Sequence[Policy], id: str) -> Severity:
    alike = [severity for policy in policies for severity in policy.severities if severity.rank == rank]
    section = f"rank {rank} of {', '.join(severity.origin.policy for severity in alike)}"
    return Severity(
        id=f"P{rank}",
        rank=rank,
        name=alike[0].name,
        means="; ".join(_unique(severity.means for severity in alike)),
        origin=Origin(id, section, "The same rank in every document."),
        examples=_unique(example for severity in alike for example in severity.examples),
        who=_unique(person for severity in alike for person in severity.who),
        communication="; ".join(_unique(one.communication for one in alike if one.communication)),
    )


def merged_situations(policies: Sequence[Policy]) -> tuple[Situation, ...]:
    """Each situation at the gravest rank that any document gives it."""
    best: dict[str, tuple[int, Situation]] = {}
    for policy in policies:
        for situation in policy.situations:
            severity = policy.severity(situation.severity)
            if severity is None:
                continue
            held = best.get(situation.id)
            if held is None or severity.rank < held[0]:
                best[situation.id] = severity.rank, replace(situation, severity=f"P{severity.rank}")
    return tuple(situation for _, situation in best.values())


def merged_clocks(policies: Sequence[Policy]) -> tuple[Clock, ...]:
    """The shortest of each clock for each rank; one for a situation only where it is shorter still."""
    best: dict[_Key, Clock] = {}
    for policy in policies:
        for clock in policy.clocks:
            for rank in _ranks(clock, policy):
                key = (clock.name, clock.repeats, rank, clock.situation)
                held = best.get(key)
                if held is None or _stricter(clock, held):
                    best[key] = replace(clock, severities=(f"P{rank}",))
    return tuple(clock for key, clock in best.items() if not _outrun(key, clock, best))


def _stricter(clock: Clock, held: Clock) -> bool:
    """Shorter, or as short and plain about what it counts from."""
    return (clock.seconds, not clock.start) < (held.seconds, not held.start)


def _ranks(clock: Clock, policy: Policy) -> list[int]:
    return [severity.rank for severity in policy.severities if clock.covers(severity.id, clock.situation)]


def _outrun(key: _Key, clock: Clock, best: dict[_Key, Clock]) -> bool:
    """Whether the clock for any situation is as short as this one for a single situation."""
    general = best.get((*key[:3], ""))
    return bool(key[3]) and general is not None and general.seconds <= clock.seconds


def merged_routines(policies: Sequence[Policy]) -> tuple[Routine, ...]:
    """The most frequent of each routine."""
    best: dict[str, Routine] = {}
    for routine in (routine for policy in policies for routine in policy.routines):
        held = best.get(routine.id)
        if held is None or routine.period < held.period:
            best[routine.id] = routine
    return tuple(best.values())


def _unique(texts: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(texts))
