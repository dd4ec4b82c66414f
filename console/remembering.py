"""Behind the first pictures: fills in the past from the sources that remember it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from data.models.past import TimeRange

if TYPE_CHECKING:
    from console.wiring import Watch

_YESTERDAY = 86_400.0


async def remember(watch: Watch) -> None:
    """The last hour first, since it is looked at first; then two days, to compare with; then a week."""
    await watch.recall.settle()
    await watch.recall.fill(TimeRange.HOUR)
    await watch.recall.fill(TimeRange.DAY, _YESTERDAY)
    await watch.recall.fill(TimeRange.WEEK)
