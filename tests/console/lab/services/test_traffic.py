"""Invented callers: a known rate, known latencies, and none that end where a service hangs."""

from __future__ import annotations

from collections import Counter

import pytest

from console.lab.services.metric import ENDPOINTS
from console.lab.services.service import SLOW_S, Behaviour, Service
from console.lab.services.traffic import ONE_ERROR_IN, ONE_NOT_FOUND_IN, PER_SECOND, Ended, tick


def _second(behaviour: Behaviour, start: int = 1) -> list[Ended]:
    service = Service("shop", 0)
    service.behaviour = behaviour
    return [each for number in range(start, start + 10) for each in tick(service, number)]


def test_a_healthy_service_answers_at_the_known_rate() -> None:
    ended = _second(Behaviour())
    assert sum(times for code, _, times, _ in ended if code == 200) == PER_SECOND
    assert {code for code, _, _, _ in ended} == {200, 404}


def test_one_request_in_so_many_fails() -> None:
    seconds = ONE_ERROR_IN // PER_SECOND
    ended = [each for second in range(seconds) for each in _second(Behaviour(), 1 + 10 * second)]
    assert sum(times for code, _, times, _ in ended if code == 500) == 1
    assert sum(times for code, _, times, _ in ended if code == 404) == ONE_ERROR_IN // ONE_NOT_FOUND_IN


def test_every_endpoint_is_called_and_one_of_them_most() -> None:
    calls = Counter[str]()
    for _, _, times, endpoint in _second(Behaviour()):
        calls[endpoint] += times
    assert set(calls) == set(ENDPOINTS)
    assert calls.most_common(1)[0][0] == ENDPOINTS[0]


def test_95_of_100_take_less_than_the_slowest() -> None:
    fast = sum(times for _, seconds, times, _ in _second(Behaviour()) if seconds <= 0.075)
    assert 0.95 <= fast / PER_SECOND < 1


def test_a_failing_service_fails_all() -> None:
    assert {code for code, *_ in _second(Behaviour(failing=True))} == {500}


def test_a_slow_service_takes_long_for_all() -> None:
    assert min(seconds for _, seconds, *_ in _second(Behaviour(slow=True))) == pytest.approx(SLOW_S, abs=0.2)


def test_a_hanging_service_ends_none() -> None:
    assert _second(Behaviour(hanging=True, failing=True, slow=True)) == []
