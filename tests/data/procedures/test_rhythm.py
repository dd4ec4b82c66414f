from __future__ import annotations

import pytest

from data.models.checklist import Every, Recurrence, Week
from data.models.weekday import Weekday
from data.procedures.rhythm import in_words


@pytest.mark.parametrize(
    ("recurrence", "words"),
    [
        (Recurrence(Every.DAY), "every day, 09:00"),
        (Recurrence(Every.WEEK, weekday=Weekday.MONDAY), "every Monday, 09:00"),
        (Recurrence(Every.WEEK), "every week, 09:00"),
        (Recurrence(Every.MONTH), "every month"),
        (Recurrence(Every.MONTH, week=Week.FOURTH), "the fourth week of the month, 22nd to 28th"),
        (Recurrence(Every.MONTH, week=Week.LAST), "the last seven days of the month"),
        (Recurrence(Every.QUARTER), "every quarter"),
        (Recurrence(Every.YEAR), "every year"),
        (Recurrence(Every.ON_DEMAND), "on demand"),
    ],
)
def test_the_rhythm_in_words(recurrence: Recurrence, words: str) -> None:
    assert in_words(recurrence) == words
