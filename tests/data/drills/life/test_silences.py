"""A source that says nothing while others go on is silent; where nobody says anything nothing is known."""

from __future__ import annotations

import pytest

from data.drills.life.silences import silence_of, silences_of
from data.models.series import Key, Series

_DB: Key = ("db", "db.up", ())
_USED: Key = ("db", "db.connections_pct", ())
_API: Key = ("api", "http.up", ())


def _series(*spans: tuple[int, int]) -> Series:
    times = tuple(float(at) for first, last in spans for at in range(first, last, 5))
    return Series(times, tuple(1.0 for _ in times))


def test_a_whole_source_is_silent() -> None:
    pasts = {
        _DB: _series((0, 100), (160, 300)),
        _USED: _series((0, 100), (160, 300)),
        _API: _series((0, 300)),
    }
    found = silences_of(pasts, 90, 200)
    assert list(found) == [("db", None)]
    assert (found["db", None].began, found["db", None].back) == (100.0, 160.0)


def test_one_signal_is_silent_while_its_source_answers() -> None:
    pasts = {_DB: _series((0, 300)), _USED: _series((0, 100), (160, 300)), _API: _series((0, 300))}
    assert list(silences_of(pasts, 90, 200)) == [("db", _USED)]


def test_one_that_never_came_again_has_no_end() -> None:
    found = silences_of({_DB: _series((0, 100)), _API: _series((0, 300))}, 90, 200)
    assert found["db", None].back is None


def test_where_the_recorder_stood_still_nobody_was_silent() -> None:
    pasts = {_DB: _series((0, 100), (160, 300)), _API: _series((0, 100), (160, 300))}
    assert silences_of(pasts, 90, 200) == {}


@pytest.mark.parametrize("spans", [((0, 40), (60, 300)), ((0, 220), (280, 300))])
def test_a_gap_at_another_time_does_not_belong_here(spans: tuple[tuple[int, int], ...]) -> None:
    times = _series(*spans).times
    assert silence_of(times, _series((0, 300)).times, 90, 200) is None
    assert silence_of((), (), 0, 100) is None
