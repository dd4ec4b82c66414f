"""The ring of recent values."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from data.history.ring import Ring


@given(st.lists(st.integers(-1000, 1000), max_size=60), st.integers(1, 20), st.integers(1, 30))
def test_keeps_the_last_values_in_order(values: list[int], capacity: int, count: int) -> None:
    ring = Ring(capacity)
    for at, value in enumerate(values):
        ring.add(5000.0 + at, value)
    kept = [float(value) for value in values[-capacity:]]
    series = ring.series()
    assert list(series.values) == kept
    assert list(series.times) == [5000.0 + at for at in range(len(values) - len(kept), len(values))]
    assert list(ring.latest(count)) == kept[-count:]
    assert len(ring) == len(kept)
