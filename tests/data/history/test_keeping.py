from __future__ import annotations

import gc
import subprocess
import sys
import tracemalloc

import pytest

from data.history.keeping import Keeping
from data.models.past import TimeRange
from data.models.series import Series
from tests.architecture.source_tree import ROOT

DAY = 86_400.0


def live(keeping: Keeping, start: float, end: float, every: float) -> None:
    for turn in range(int((end - start) / every)):
        keeping.add(start + turn * every, float(turn % 7))


def is_in_order(series: Series) -> bool:
    return list(series.times) == sorted(set(series.times))


def weight() -> float:
    """Bytes that a series of seven days takes; what else the process allocates would be counted too."""
    gc.collect()
    tracemalloc.start()
    try:
        keeping = [Keeping() for _ in range(4)]
        for each in keeping:
            live(each, 1e6, 1e6 + 7.1 * DAY, 60.0)
        return tracemalloc.get_traced_memory()[0] / len(keeping)
    finally:
        tracemalloc.stop()


def test_seven_days_are_kept_in_sixteen_kilobytes() -> None:
    asked = "from tests.data.history.test_keeping import weight; print(weight())"
    alone = subprocess.run(
        [sys.executable, "-c", asked], cwd=ROOT, check=True, capture_output=True, text=True
    )
    size = float(alone.stdout)
    assert size < 16_384
    keeping = Keeping()
    live(keeping, 1e6, 1e6 + 7.1 * DAY, 60.0)
    week = keeping.past(1e6 + 0.1 * DAY, 1e6 + 7.1 * DAY)
    assert len(week.times) >= 335 and is_in_order(week)


@pytest.mark.parametrize("span", list(TimeRange))
def test_every_range_is_as_fine_as_it_asks_for(span: TimeRange) -> None:
    keeping = Keeping()
    live(keeping, 0.0, 8 * DAY, 15.0)
    now = 8 * DAY - 15.0
    series = keeping.past(now - span.seconds, now)
    assert is_in_order(series) and series.times[-1] == now
    assert series.times[0] <= now - span.seconds + span.step
    assert len(series.times) == pytest.approx(span.seconds / span.step, abs=2)


def test_a_past_that_was_filled_in_joins_what_was_measured() -> None:
    keeping = Keeping()
    live(keeping, 10_000.0, 10_600.0, 10.0)
    keeping.fill([(10_600.0 - 3_600.0 + 15.0 * n, 50.0) for n in range(240)], 15.0)
    series = keeping.past(10_600.0 - 3_600.0, 10_600.0)
    assert is_in_order(series)
    assert {value for at, value in zip(series.times, series.values, strict=True) if at < 9_990} == {50.0}
    assert max(value for at, value in zip(series.times, series.values, strict=True) if at > 10_015) == 6.0


def test_what_is_finer_serves_longer_ranges_and_what_is_coarser_fills_gaps() -> None:
    keeping = Keeping()
    keeping.fill([(15.0 * n, 1.0) for n in range(240)], 15.0)
    keeping.fill([(-DAY + 300.0 * n, 2.0) for n in range(288)], 300.0)
    day = keeping.past(3_600.0 - DAY, 3_600.0)
    assert is_in_order(day) and set(day.values) == {1.0, 2.0}
    hour = keeping.past(-3_600.0, 0.0)
    assert set(hour.values) == {2.0} and len(hour.times) == 12


def test_what_was_slept_through_is_filled_in() -> None:
    keeping = Keeping()
    live(keeping, 0.0, 1_200.0, 10.0)
    live(keeping, 2_400.0, 3_600.0, 10.0)
    keeping.fill([(15.0 * n, 50.0) for n in range(240)], 15.0)
    series = keeping.past(0.0, 3_600.0)
    filled = [at for at, value in zip(series.times, series.values, strict=True) if value == 50.0]
    assert is_in_order(series) and len(filled) >= 78 and filled[0] >= 1_200 and filled[-1] <= 2_400


def test_nothing_is_nothing() -> None:
    assert Keeping().past(0.0, 100.0) == Series((), ())
    assert Keeping().past(100.0, 0.0) == Series((), ())
