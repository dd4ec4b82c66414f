"""Charts made by hand, for what is drawn and said of them."""

from __future__ import annotations

from collections.abc import Sequence

from data.models.series import Series
from data.models.threshold import Comparison, Limit, Threshold
from tests.fakes import START
from tests.gallery import ZONE
from widgets.charts.chart import Chart, Clock
from widgets.charts.marks import marks_of

NOW = 10_000.0
START_OF = NOW - 3600.0
LATENCY = Threshold(
    "ms",
    target=Limit(Comparison.LT, 200, "skafu", "KPI"),
    fail=Limit(Comparison.GT, 500, "skafu", "KPI"),
)


def series(values: Sequence[float], step: float = 60.0, end: float = NOW) -> Series:
    """Values `step` seconds apart, the last one at `end`."""
    first = end - step * (len(values) - 1)
    return Series(tuple(first + at * step for at in range(len(values))), tuple(values))


def chart(
    values: Series | Sequence[float],
    *,
    threshold: Threshold | None = None,
    compared: Series | None = None,
    unit: str = "ms",
) -> Chart:
    """An hour up to two minutes past nine."""
    return Chart(
        "p95 projects",
        unit,
        START_OF,
        NOW,
        Clock(START, NOW, ZONE),
        values if isinstance(values, Series) else series(values),
        marks_of(threshold, unit),
        compared or Series((), ()),
        "yesterday" if compared else "",
    )
