"""Times as people read them."""

from __future__ import annotations

from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest

from tests.fakes import START
from widgets.moment import end_time


@pytest.mark.parametrize(
    ("hours", "told"), [(2, "11:02"), (15, "Sat 00:02"), (6 * 24, "Thu 09:02"), (7 * 24, "27 Nov 09:02")]
)
def test_an_end_is_told_to_the_minute_on_whatever_day(hours: int, told: str) -> None:
    """A silence of two hours that was given at ten in the evening was said to last until tomorrow."""
    assert end_time(START + timedelta(hours=hours), START, ZoneInfo("UTC")) == told
