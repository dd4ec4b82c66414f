"""How long a silence lasts."""

from __future__ import annotations

from datetime import timedelta

import pytest

from data.alerts.lasting import extended_end, lasting
from tests.alert_desk import silence
from tests.fakes import START


@pytest.mark.parametrize(
    ("text", "minutes"),
    [("45m", 45), ("2h", 120), (" 1h 30m ", 90), ("1d", 1440), ("30d", 43_200), ("60s", 1)],
)
def test_times(text: str, minutes: float) -> None:
    assert lasting(text) == timedelta(minutes=minutes)


@pytest.mark.parametrize("text", ["", "soon", "2", "59s", "31d", "-1h", "9" * 400 + "d", "1h2"])
def test_what_is_no_time_or_too_short_or_too_long(text: str) -> None:
    assert lasting(text) is None


@pytest.mark.parametrize(
    ("starts", "ends", "until"),
    [
        (-30, 30, 90),
        (-1, 4, 19),
        (-5000, 10, 10 + 1440),
        (-60, -1, 59),
    ],
    ids=["as long again", "a quarter of an hour at least", "a day at most", "from now where it is over"],
)
def test_as_long_again_within_bounds(starts: float, ends: float, until: float) -> None:
    found = extended_end(silence("s", starts=starts, ends=ends), START)
    assert found == START + timedelta(minutes=until)
