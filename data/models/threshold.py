"""A limit on a signal, and the document that each of its numbers comes from."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Comparison(StrEnum):
    """How a value is held against a number."""

    LT = "<"
    LE = "<="
    GT = ">"
    GE = ">="

    @property
    def upward(self) -> bool:
        """Whether it is true of what is larger."""
        return self in (Comparison.GT, Comparison.GE)

    def holds(self, value: float, number: float) -> bool:
        """Whether `value <comparison> number` is true."""
        match self:
            case Comparison.LT:
                return value < number
            case Comparison.LE:
                return value <= number
            case Comparison.GT:
                return value > number
            case Comparison.GE:
                return value >= number

    @property
    def opposite(self) -> Comparison:
        """The one that is true where this is not."""
        return _OPPOSITES[self]


_OPPOSITES = {
    Comparison.LT: Comparison.GE,
    Comparison.LE: Comparison.GT,
    Comparison.GT: Comparison.LE,
    Comparison.GE: Comparison.LT,
}


@dataclass(frozen=True, slots=True)
class Limit:
    """One number of one document: for a target what must hold, for warn and fail what must not."""

    comparison: Comparison
    number: float
    policy: str
    section: str
    says: str = ""

    def holds(self, value: float) -> bool:
        """Whether the sentence `value <comparison> number` is true."""
        return self.comparison.holds(value, self.number)


@dataclass(frozen=True, slots=True)
class Threshold:
    """What a policy, or a source's own configuration, demands of a signal.

    `target` states what should hold (``< 200``); `warn` and `fail` state what raises
    a warning or an alert (``> 500``). All three are in `unit`.
    """

    unit: str
    target: Limit | None = None
    warn: Limit | None = None
    fail: Limit | None = None

    @property
    def decisive(self) -> Limit | None:
        """The limit that a person asks for first: the alert, else the warning, else the target."""
        return self.fail or self.warn or self.target

    @property
    def limits(self) -> dict[str, Limit]:
        """The limits there are by role, from the gentlest to the harshest."""
        roles = {"target": self.target, "warn": self.warn, "fail": self.fail}
        return {role: limit for role, limit in roles.items() if limit is not None}
