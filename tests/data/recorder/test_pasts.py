"""The past of a series is seen again as the console knew it, whether measured or filled in."""

from __future__ import annotations

import random
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.errors import BadDataError
from data.history.keeping import Keeping
from data.models.series import Key, Series
from data.recorder.pasts import keeping_of, pasts_in, pasts_section
from data.recorder.recordings import Recordings
from data.recorder.replay import ReplayStore
from data.stage_clock import StageClock
from tests.data.recorder.flight import Flight
from tests.fakes import HandClock, policy

_PATH = (("path", "/health"),)
_KEYS: tuple[Key, ...] = tuple((f"service-{number}", "http.latency_ms", _PATH) for number in range(3))
_ONLY_FILLED: Key = ("service-1", "api.p95_ms", ())
_DAY = 86_400.0

_steps = st.lists(st.floats(0.5, 900, width=32), max_size=700)


@given(_steps, st.integers(0, 700), st.booleans())
def test_what_is_kept_goes_on_where_it_was(steps: list[float], cut: int, filled: bool) -> None:
    times, at = [], 5000.0
    for each in steps:
        at += each
        times.append(at)
    values = [float(place % 17) for place in range(len(times))]
    whole, part = Keeping(), Keeping()
    for kept in (whole, part) if filled else ():
        kept.fill([(4000.0 + 15 * place, 3.0) for place in range(200)], 15.0)
    for when, value in zip(times, values, strict=True):
        whole.add(when, value)
    for when, value in list(zip(times, values, strict=True))[:cut]:
        part.add(when, value)
    ((_, key, plain),) = pasts_in(pasts_section([(0.0, {_ONLY_FILLED: part.plain()})]))
    again = keeping_of(plain, times[cut:], values[cut:])
    assert key == _ONLY_FILLED
    for length in (900, 3600, _DAY, 7 * _DAY):
        one, other = whole.past(at - length, at), again.past(at - length, at)
        assert one.times == pytest.approx(other.times, abs=0.1)
        assert one.values == pytest.approx(other.values, abs=1e-3)


def test_every_series_is_what_it_was_at_any_moment(tmp_path: Path) -> None:
    flight = Flight(tmp_path, 3)
    flight.clock.wall += timedelta(minutes=55)
    moments = {*random.Random(3).sample(range(60, 600), 12), 301, 303}
    seen = {}
    for second, snapshot in enumerate(flight.fly(600)):
        if second == 50:
            _fill(flight)
        if second in moments:
            seen[second] = snapshot, _pictures(flight.store, snapshot.elapsed)
    clock = StageClock(HandClock(), flight.clock.now(), running=False)
    store = ReplayStore(Recordings(tmp_path), policy(), clock)
    for second in random.Random(4).sample(sorted(moments), len(moments)):
        snapshot, pictures = seen[second]
        clock.go_to(snapshot.at)
        show = store.read()
        assert show is not None
        show()
        for one, other in zip(pictures, _pictures(store, snapshot.elapsed), strict=True):
            assert other.times == pytest.approx(one.times, abs=0.1), second
            assert other.values == pytest.approx(one.values, rel=1e-6), second
    assert any(len(each.times) > 200 for each in pictures)


def _fill(flight: Flight) -> None:
    """As a source would that remembers two days."""
    now = flight.clock.elapsed()
    hour = Series(tuple(now - 3600 + 15 * place for place in range(240)), tuple(map(float, range(240))))
    days = Series(tuple(now - 2 * _DAY + 300 * place for place in range(576)), tuple(map(float, range(576))))
    flight.store.fill("service-1", {_KEYS[1]: hour, _ONLY_FILLED: hour}, 15.0)
    flight.store.fill("service-1", {_KEYS[1]: days}, 300.0)


def _pictures(store: ReplayStore | object, now: float) -> list[Series]:
    """What boards ask for: the last hour, a day, and the hour a day ago."""
    assert hasattr(store, "history") and hasattr(store, "past")
    keys = (*_KEYS, _ONLY_FILLED)
    spans = ((now - 3600, now), (now - _DAY, now), (now - _DAY - 3600, now - _DAY))
    return [store.history(key) for key in keys] + [store.past(key, *span) for key in keys for span in spans]


def test_what_is_kept_of_two_hundred_series_is_small() -> None:
    chance, kept = random.Random(1), Keeping()
    for step, length in ((15.0, 7200), (300.0, 2 * 86_400), (1800.0, 14 * 86_400)):
        points = [(9e5 - length + step * place, chance.gauss(40, 9)) for place in range(int(length / step))]
        kept.fill(points, step)
    for place in range(600):
        kept.add(9e5 + 5 * place, chance.gauss(40, 9))
    section = pasts_section([(0.0, {("a", f"s{number}", ()): kept.plain() for number in range(200)})])
    assert len(section) < 5 * 2**20


@given(st.binary(max_size=200), st.sampled_from((b"", b'[[1,["a","b",[]],0,3,[]]]\n', b"[[1]]\n", b"{}\n")))
def test_a_damaged_past_is_refused(body: bytes, head: bytes) -> None:
    try:
        for _, _, plain in pasts_in(head + body):
            Keeping.of(plain)
    except BadDataError:
        pass
