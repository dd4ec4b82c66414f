"""What a drill was worth, line by line."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Mark(StrEnum):
    """What points are given for."""

    DETECT = "detect"
    ACKNOWLEDGE = "acknowledge"
    SEVERITY = "severity"
    ESCALATE = "escalate"
    UPDATES = "updates"
    RUNBOOK = "runbook"
    ORDER = "order"
    CHECKS = "checks"
    MITIGATE = "mitigate"
    EVIDENCE = "evidence"
    HANDOVER = "handover"
    REVIEW = "review"
    CALM = "calm"
    LOOKED = "looked"
    HARM = "harm"


@dataclass(frozen=True, slots=True)
class ScoreLine:
    """Points out of the most there were, why, and at which second of the scenario that was decided."""

    mark: Mark
    points: float
    of: float
    why: str
    at: float | None = None


@dataclass(frozen=True, slots=True)
class Score:
    """The whole: `total` out of a hundred, never below nought."""

    total: float
    lines: tuple[ScoreLine, ...]

    @property
    def worst(self) -> tuple[ScoreLine, ...]:
        """The lines that cost most, the dearest first; what cost nothing is not among them."""
        lost = [line for line in self.lines if line.points < line.of]
        return tuple(sorted(lost, key=lambda line: (line.points - line.of, line.mark)))
