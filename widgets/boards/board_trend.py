"""The small trend in a fact's line: as many shares of the range as it has cells."""

from __future__ import annotations

import math
from collections.abc import Callable

from data.boards.outlook import Outlook
from data.models.board import Fact
from data.models.series import Series
from data.models.snapshot import Snapshot
from widgets.boards.board_row import converted_limit
from widgets.charts.spark import spark


def trends(snapshot: Snapshot, outlook: Outlook) -> Callable[[Fact, int], str]:
    """What draws the trend of a fact, over the range that is looked at, in so many cells."""

    def trend(fact: Fact, cells: int) -> str:
        limit = converted_limit(fact)
        if fact.drawn is not None and fact.drawn.times:
            first, last = fact.drawn.times[0], fact.drawn.times[-1]
            return trend_of(fact.drawn, first, last + (last - first) / cells, limit, cells)
        if fact.series is None or fact.unit == "bool":
            return ""
        share = outlook.span.seconds / cells
        end = math.ceil(snapshot.elapsed / share) * share
        start = end - outlook.span.seconds
        return trend_of(outlook.past(fact.series, start, end), start, end, limit, cells)

    return trend


def trend_of(series: Series, start: float, end: float, limit: float | None, cells: int) -> str:
    """The greatest value of each share of the time as a block; blank where there is none."""
    shares: list[float | None] = [None] * cells
    width = (end - start) / cells
    for at, value in zip(series.times, series.values, strict=True):
        place = int((at - start) / width) if width > 0 else 0
        if 0 <= place < cells:
            before = shares[place]
            shares[place] = value if before is None else max(before, value)
    known = [value for value in shares if value is not None]
    blocks = iter(spark(known, len(known), limit))
    return "".join(" " if value is None else next(blocks) for value in shares)
