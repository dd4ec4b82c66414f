"""What was usual is noted by the hour in little room, and read back the same."""

from __future__ import annotations

import json
import time
import zlib
from datetime import timedelta

import pytest

from data.baselines.book import MOST, Baselines
from data.baselines.hour import HOUR, HOURS
from data.baselines.keeper import Keeper
from data.baselines.noted import Bands, UsualNoted, bands_in
from tests.data.baselines.test_book import KEY, LONDON, NOW, filled
from tests.own_time import quick


def keeper(book: Baselines) -> Keeper:
    made = Keeper(LONDON)
    made.book = book
    return made


def test_the_bands_of_this_hour_and_the_one_before_come_back() -> None:
    book = filled(lambda at: 100.0 + at.hour + at.day % 3)
    bands = bands_in(json.loads(json.dumps(UsualNoted(keeper(book)).form(NOW))))
    for at in (NOW, NOW - timedelta(hours=1)):
        assert bands.tells_of(at)
        assert bands.usual(KEY, at, LONDON) == book.usual(KEY, at) is not None
    assert bands.usual(("prom", "api.p95_ms", ()), NOW, LONDON) is None
    assert not bands.tells_of(NOW - timedelta(hours=2)) and not bands.tells_of(NOW + timedelta(hours=1))


def test_they_are_reckoned_anew_only_where_something_was_learned_or_another_hour_begins() -> None:
    known = keeper(filled(lambda at: 100.0))
    noted = UsualNoted(known)
    first = noted.form(NOW)
    assert noted.form(NOW + timedelta(minutes=20)) is first
    known.book.learn(KEY, "ms", [(NOW.timestamp() - 7 * 24 * HOUR, 300.0)])
    second = noted.form(NOW)
    assert second is not first and noted.form(NOW + timedelta(hours=1)) != second
    known.book = Baselines(LONDON)
    assert noted.form(NOW)["bands"] == []


@pytest.mark.parametrize(
    "form",
    [None, [], {}, {"hours": [1]}, {"hours": [1], "bands": [[["a"], 1, 2, 3, 4, 5]]},
     {"hours": ["x"], "bands": []}, {"hours": [1], "bands": [[["a", "b", []], 1, float("nan"), 1, 1, 6]]},
     {"hours": [float("inf")], "bands": []}],
)  # fmt: skip
def test_what_is_no_such_form_tells_nothing(form: object) -> None:
    assert bands_in(form) == Bands()


def test_as_many_as_are_learned_take_little() -> None:
    book, end = Baselines(LONDON), NOW.timestamp() // HOUR * HOUR
    for number in range(MOST):
        points = [(end - n * HOUR, (n * 7919 + number) % 997 / 7) for n in range(HOURS)]
        book.learn(("prom", "api.p95_ms", (("service", f"service-{number}"),)), "ms", points)
    began = time.process_time()
    form = UsualNoted(keeper(book)).form(NOW)
    assert quick(time.process_time() - began, 1.0)
    assert len(form["bands"]) == 2 * MOST
    assert len(zlib.compress(json.dumps(form).encode(), 6)) < 100_000
