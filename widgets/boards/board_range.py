"""The line that says what a board is looked at with: range, comparison, filter, and what is out of sight."""

from __future__ import annotations

from dataclasses import dataclass

from widgets.line import Line, Span, width_of


@dataclass(frozen=True, slots=True)
class Range:
    """How far back is looked, what is compared, where the past comes from, and what is not seen."""

    span: str
    against: str = ""
    past: str = ""
    words: str = ""
    hidden: int = 0
    above: int = 0
    below: int = 0
    order: str = ""
    held: bool = False


def range_line(shown: Range, width: int) -> Line:
    """What is looked at on the left, what is out of sight on the right; the right gives way first."""
    left = [
        Span("last ", "dim"),
        Span(shown.span, "accent"),
        Span(f", compared with {shown.against}" if shown.against else ", compared with nothing", "dim"),
    ]
    if shown.words:
        left.append(Span(f" · filter “{shown.words}” hides {shown.hidden}", "warn"))
    if shown.past:
        left.append(Span(f" · {shown.past}", "dim"))
    sides = [f"↑ {shown.above}" if shown.above else "", f"↓ {shown.below} more" if shown.below else ""]
    order = f"{shown.order}, held still (o sorts anew)" if shown.held else shown.order
    for parts in ([*sides, order], [*sides, "held still" if shown.held else ""], sides):
        right = " · ".join(part for part in parts if part)
        room = width - width_of(left) - len(right)
        if room >= 2:
            return (*left, Span(" " * room + right, "dim"))
    return tuple(left)
