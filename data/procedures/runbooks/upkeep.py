"""When a text is to be reviewed again."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta

from data.models.checklist import Every
from data.models.runbook import Upkeep

_MONTHS = {Every.MONTH: 1, Every.QUARTER: 3, Every.YEAR: 12}
_DAYS = {Every.DAY: 1, Every.WEEK: 7}


def due_on(upkeep: Upkeep) -> date | None:
    """The day by which the next review is due; None where no rhythm or no last review is known."""
    if upkeep.last is None or upkeep.every is None:
        return None
    if upkeep.every in _DAYS:
        return upkeep.last + timedelta(days=_DAYS[upkeep.every])
    if upkeep.every not in _MONTHS:
        return None
    months = upkeep.last.month - 1 + _MONTHS[upkeep.every]
    year, month = upkeep.last.year + months // 12, months % 12 + 1
    return date(year, month, min(upkeep.last.day, monthrange(year, month)[1]))
