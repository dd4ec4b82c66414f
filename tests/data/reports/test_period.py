from __future__ import annotations

from datetime import date

import pytest

from data.reports.period import Span, period_of


@pytest.mark.parametrize(
    ("span", "day", "first", "last", "before"),
    [
        (Span.DAILY, date(2026, 3, 1), date(2026, 3, 1), date(2026, 3, 1), date(2026, 2, 28)),
        (Span.WEEKLY, date(2026, 11, 20), date(2026, 11, 16), date(2026, 11, 22), date(2026, 11, 9)),
        (Span.WEEKLY, date(2026, 11, 16), date(2026, 11, 16), date(2026, 11, 22), date(2026, 11, 9)),
        (Span.WEEKLY, date(2027, 1, 1), date(2026, 12, 28), date(2027, 1, 3), date(2026, 12, 21)),
        (Span.MONTHLY, date(2026, 12, 31), date(2026, 12, 1), date(2026, 12, 31), date(2026, 11, 1)),
        (Span.MONTHLY, date(2024, 2, 29), date(2024, 2, 1), date(2024, 2, 29), date(2024, 1, 1)),
    ],
)
def test_periods(span: Span, day: date, first: date, last: date, before: date) -> None:
    period = period_of(span, day)
    assert (period.first, period.last, period.before.first) == (first, last, before)
    assert period.before.after == first


def test_what_people_call_them() -> None:
    assert period_of(Span.WEEKLY, date(2027, 1, 1)).title == "week 53 of 2026, 2026-12-28 to 2027-01-03"
    assert period_of(Span.MONTHLY, date(2026, 11, 20)).title == "November 2026"
