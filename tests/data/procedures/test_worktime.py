from __future__ import annotations

from datetime import UTC, datetime

from data.procedures.worktime import Stopwatch, longest_silence


class Steady:
    """A steady scale that a test moves."""

    def __init__(self) -> None:
        self.seconds = 1000.0

    def now(self) -> datetime:
        return datetime(2026, 11, 20, tzinfo=UTC)

    def elapsed(self) -> float:
        return self.seconds


def test_a_lap_is_the_time_since_the_last_and_an_absence_counts_nothing() -> None:
    time = Steady()
    watch = Stopwatch(time, budget=300)
    laps = []
    for passed in (12.34, 0.0, 299.0, 301.0, 5.0):
        time.seconds += passed
        laps.append(watch.lap())
    assert laps == [12.3, 0.0, 299.0, 0.0, 5.0]


def test_a_long_list_allows_longer_silences() -> None:
    assert longest_silence(0) == longest_silence(300) == 300
    assert longest_silence(7200) == 1800
