"""What a signal is like at this hour of the week, as its own past has it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Usual:
    """The band in which values were expected: `middle` is their median, `samples` how many there were.

    `when` says in words which hour that is: "on Fridays at 09".
    """

    low: float
    high: float
    middle: float
    samples: int
    when: str

    def holds(self, value: float) -> bool:
        """Whether a value lies within the band."""
        return self.low <= value <= self.high
