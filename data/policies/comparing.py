"""Policies beside each other: what differs between two, and what all of them say of one signal."""

from __future__ import annotations

from dataclasses import dataclass
from fnmatch import fnmatchcase

from data.models.policy import Policy
from data.models.reading import Observation
from data.policies.book import PolicyBook
from data.policies.judge import Judgement, judge
from data.policies.statements import Statement, statements

_OF_SIGNALS = ("threshold", "mark", "band")


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that two policies do not say alike; None where one of them is silent."""

    kind: str
    subject: str
    role: str
    one: Statement | None
    other: Statement | None


@dataclass(frozen=True, slots=True)
class Opinion:
    """What one policy says of a signal, and what it makes of a value where one was given.

    There is no judgement where the policy has no limit to judge by.
    """

    policy: Policy
    numbers: tuple[Statement, ...]
    judgement: Judgement | None = None


def differences(one: Policy, other: Policy, signal: str | None = None) -> tuple[Difference, ...]:
    """What differs, in reading order; with `signal` (a pattern) only the numbers of such signals."""
    mine, others = _by_key(one), _by_key(other)
    keys = sorted(dict.fromkeys((*mine, *others)), key=_reading_order)
    return tuple(
        Difference(*key, mine.get(key), others.get(key))
        for key in keys
        if _differ(mine.get(key), others.get(key)) and (signal is None or _about(key, signal))
    )


def explain(book: PolicyBook, signal: str, value: float | None, unit: str) -> tuple[Opinion, ...]:
    """Every policy's numbers for a signal, and its verdict on `value` (in `unit`) where it has a limit."""
    return tuple(_opinion(policy, signal, value, unit) for policy in book.policies)


def _opinion(policy: Policy, signal: str, value: float | None, unit: str) -> Opinion:
    numbers = tuple(s for s in statements(policy) if s.kind in _OF_SIGNALS and s.subject == signal)
    judged = value is not None and policy.threshold(signal) is not None
    return Opinion(policy, numbers, judge(Observation(signal, value, unit), policy) if judged else None)


def _by_key(policy: Policy) -> dict[tuple[str, str, str], Statement]:
    return {said.key: said for said in statements(policy) if not said.prose}


def _differ(one: Statement | None, other: Statement | None) -> bool:
    return one is None or other is None or one.substance != other.substance


def _about(key: tuple[str, str, str], pattern: str) -> bool:
    return key[0] in _OF_SIGNALS and fnmatchcase(key[1], pattern)


KINDS = (
    "threshold",
    "mark",
    "band",
    "severity",
    "situation",
    "clock",
    "alert class",
    "ladder",
    "routine",
    "window",
    "figure",
)
_ROLES = ("target", "warn", "fail")


def _reading_order(key: tuple[str, str, str]) -> tuple[int, str, int, str]:
    kind, subject, role = key
    return (KINDS.index(kind), subject, _ROLES.index(role) if role in _ROLES else len(_ROLES), role)
