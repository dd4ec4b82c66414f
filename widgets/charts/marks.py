"""The numbers of a limit as marks on a plot: where, how grave, and what they are called."""

from __future__ import annotations

from dataclasses import dataclass

from data.models.threshold import Comparison, Threshold
from data.quantity import convert, format_value
from widgets.line import Tone


@dataclass(frozen=True, slots=True)
class Mark:
    """A horizontal line at a number, with its tone and what it is called.

    `comparison` says of a value which side of the number it is on; `wanted` whether that side is
    where it should be (a target) or should not (a warning, an alert).
    """

    at: float
    tone: Tone
    label: str
    comparison: Comparison | None = None
    wanted: bool = False

    def broken(self, value: float) -> bool:
        """Whether a value is on the wrong side."""
        return self.comparison is not None and self.comparison.holds(value, self.at) is not self.wanted


def marks_of(threshold: Threshold | None, unit: str = "") -> tuple[Mark, ...]:
    """The marks of a threshold from the harshest to the gentlest, on a plot in `unit`."""
    if threshold is None or threshold.unit == "bool":
        return ()
    marks = []
    for role, limit in reversed(threshold.limits.items()):
        at = convert(limit.number, threshold.unit, unit or threshold.unit)
        if at is None:
            continue
        label = f"{role} {limit.comparison.value} {format_value(limit.number, threshold.unit)}"
        marks.append(Mark(at, _tone(role, threshold), label, limit.comparison, role == "target"))
    return tuple(marks)


def _tone(role: str, threshold: Threshold) -> Tone:
    """A target that is missed fails where nothing else does, else it warns."""
    alone = threshold.warn is None and threshold.fail is None
    return "fail" if role == "fail" or (role == "target" and alone) else "warn"
