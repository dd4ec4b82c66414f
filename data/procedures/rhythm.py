"""How often a list comes round, in words."""

from __future__ import annotations

from data.models.checklist import Every, Recurrence, Week

_WEEKS = {
    Week.FIRST: "the first week of the month, 1st to 7th",
    Week.SECOND: "the second week of the month, 8th to 14th",
    Week.THIRD: "the third week of the month, 15th to 21st",
    Week.FOURTH: "the fourth week of the month, 22nd to 28th",
    Week.LAST: "the last seven days of the month",
}


def in_words(recurrence: Recurrence) -> str:
    """As in ``every Monday, 09:00``."""
    match recurrence.every:
        case Every.DAY:
            return f"every day, {recurrence.at:%H:%M}"
        case Every.WEEK:
            return (
                f"every {recurrence.weekday.title() if recurrence.weekday else 'week'}, {recurrence.at:%H:%M}"
            )
        case Every.MONTH:
            return _WEEKS[recurrence.week] if recurrence.week else "every month"
        case Every.QUARTER:
            return "every quarter"
        case Every.YEAR:
            return "every year"
    return "on demand"
