"""One fact as one line, in the shape of its panel."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from rich.cells import cell_len

from data.models.board import Fact, Shape
from data.models.verdict import Verdict
from data.quantity import convert
from widgets.boards.board_columns import CHANGE, LIMIT, SINCE, Columns, value_text
from widgets.limit import limit_text
from widgets.line import Line, Span, Tone, fit
from widgets.moment import clock_time
from widgets.sign import quiet, sign

_EIGHTHS = " ▏▎▍▌▋▊▉█"
_BAR_LEAST = 10
_NO_CHANGE, _NO_POINT = 0.005, 0.05
"""The share of a value, and the percentage points, up to which it counts as the same."""
_HEAD = 6
"""Cells below which the front of a name says nothing any more."""


@dataclass(frozen=True, slots=True)
class Setting:
    """What a line is drawn with beside its fact: the moment, the zone, and where trends come from."""

    now: datetime
    zone: ZoneInfo
    trend: Callable[[Fact, int], str]
    comparing: bool = True


def fact_line(
    fact: Fact, shape: Shape, columns: Columns, setting: Setting, most: float, rises: bool = False
) -> Line:
    """The line of a fact; `most` is the greatest value of its panel, `rises` marks what moved up."""
    mark = Span("↑" if rises else " ", "accent")
    start = (_sign(fact), mark)
    match shape:
        case Shape.BARS:
            return (*start, *_bar(fact, columns, setting, most))
        case Shape.THINGS:
            return (*start, *_thing(fact, columns, setting))
        case Shape.LINES:
            return (*start, *_line(fact, columns, setting))


def wanted(fact: Fact) -> str:
    """The number that decides, with the side that is good: ``< 80 %``."""
    threshold = fact.threshold
    return limit_text(threshold, fact.limit or (threshold.decisive if threshold else None))


def change_text(fact: Fact) -> str:
    """How far the value is from what it is compared with: ``+12 %``; differences for shares."""
    if fact.compared is None or fact.value is None or fact.unit == "bool":
        return ""
    before, difference = fact.compared.value, fact.value - fact.compared.value
    if abs(difference) <= max(abs(before) * _NO_CHANGE, _NO_POINT if fact.unit == "%" else 0.0):
        return "="
    if fact.unit in ("%", "") or not before:
        return f"{difference:+.3g}{' pt' if fact.unit == '%' else ''}"
    share = difference / abs(before)
    return f"×{fact.value / before:.3g}" if share >= 2 else f"{share:+.0%}".replace("%", " %")


def tone_of(fact: Fact) -> Tone:
    """What passes, or is not judged, stays quiet."""
    return "dim" if fact.verdict is None else quiet(fact.verdict)


def _sign(fact: Fact) -> Span:
    return Span(" ") if fact.verdict is None else sign(fact.verdict)


def _line(fact: Fact, columns: Columns, setting: Setting) -> tuple[Span, ...]:
    tone = tone_of(fact)
    pieces = [_name(fact, columns.name)]
    if fact.text:
        pieces.append(Span(" " + fit(fact.text, columns.numbers.room + 1 + LIMIT) + " ", tone))
    else:
        pieces.append(Span(" " + columns.numbers.aligned(value_text(fact)) + " ", tone))
        pieces.append(Span(fit(wanted(fact), LIMIT, right=True) + " ", "dim"))
    if columns.trend:
        pieces.append(Span(fit(setting.trend(fact, columns.trend), columns.trend) + " ", tone))
    if columns.change:
        change = change_text(fact) if setting.comparing else ""
        pieces.append(Span(fit(change, CHANGE, right=True) + " ", "dim"))
    if columns.since:
        pieces.append(_since(fact if began(fact) else None, setting, tone))
    return tuple(pieces)


def _bar(fact: Fact, columns: Columns, setting: Setting, most: float) -> tuple[Span, ...]:
    tone = tone_of(fact)
    taken = 2 + 1 + columns.numbers.room + 1 + CHANGE + 2
    name = max(12, min(36, (columns.width - taken) // 2))
    room = max(_BAR_LEAST, columns.width - taken - name)
    change = change_text(fact) if setting.comparing else ""
    return (
        _name(fact, name),
        Span(" " + columns.numbers.aligned(value_text(fact)) + " ", tone),
        Span(fit(change, CHANGE, right=True) + "  ", "dim"),
        Span(bar(fact.value or 0.0, most, room), tone),
    )


def _thing(fact: Fact, columns: Columns, setting: Setting) -> tuple[Span, ...]:
    tone = tone_of(fact)
    room = columns.width - 2 - SINCE - 1
    words = value_text(fact) if fact.text or fact.value is not None else fact.group
    side = min(max(16, room // 3), max(0, room - 24))
    if not words:
        return _name(fact, room + 1), _since(fact, setting, "dim")
    return (
        _name(fact, room - side),
        Span(" " + fit(words, side - 1) + " ", tone),
        _since(fact, setting, "dim"),
    )


def bar(value: float, most: float, room: int) -> str:
    """A bar as long as its share of the greatest, in eighths of a cell."""
    eighths = round(min(1.0, max(0.0, value) / most) * room * 8) if most > 0 else 0
    if value > 0:
        eighths = max(1, eighths)
    full, part = divmod(min(eighths, room * 8), 8)
    return "█" * full + (_EIGHTHS[part] if part else "")


def converted_limit(fact: Fact) -> float | None:
    """The number that decides, in the fact's own unit."""
    limit = fact.limit or (fact.threshold.decisive if fact.threshold else None)
    if limit is None or fact.threshold is None:
        return None
    return convert(limit.number, fact.threshold.unit, fact.unit)


def began(fact: Fact) -> bool:
    """Whether something is the matter, and it is known since when."""
    return fact.since is not None and fact.verdict not in (None, Verdict.PASS)


def short(name: str, width: int) -> str:
    """A name in so many cells; of what it is and of whom, both are cut rather than one lost."""
    head, of, tail = name.rpartition(" · ")
    if not of or cell_len(name) <= width:
        return fit(name, width)
    room = min(cell_len(tail), max(width * 3 // 5, width - len(of) - cell_len(head)))
    rest = width - room - len(of)
    return fit(name, width) if rest < _HEAD else fit(head, rest) + of + fit(tail, room)


def _name(fact: Fact, width: int) -> Span:
    return Span(short(fact.name, width), "dim" if tone_of(fact) == "dim" else "plain")


def _since(fact: Fact | None, setting: Setting, tone: Tone) -> Span:
    told = clock_time(fact.since, setting.now, setting.zone) if fact else ""
    return Span(fit(told, SINCE), tone)
