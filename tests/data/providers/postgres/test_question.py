"""When a question is asked again, and what stands in between."""

from __future__ import annotations

import pytest

from data.models.failure import Failure, FailureKind
from data.models.reading import Observation
from data.providers.postgres.question import Question, Slot
from tests.fakes import START

_FAILURE = Failure(FailureKind.TIMEOUT, "too slow")
_ONE = (Observation("business.users", 7.0, "count", (("plan", "free"),)),)


def slot(every: float = 300.0) -> Slot:
    return Slot(Question("select 1", "select 1", (("business.users", "count"),), lambda rows: _ONE, every))


def test_due_at_first_and_then_when_its_time_has_come() -> None:
    asked = slot()
    assert asked.due(0.0)
    asked.hear(_ONE, 1000.0, START)
    assert not asked.due(1000.0 + 200)
    assert asked.due(1000.0 + 300)


def test_a_round_that_comes_a_little_early_counts() -> None:
    asked = slot(15.0)
    asked.hear(_ONE, 1000.0, START)
    assert asked.due(1000.0 + 13.6)


def test_without_an_interval_it_is_due_each_round() -> None:
    asked = slot(0.0)
    asked.hear(_ONE, 1000.0, START)
    assert asked.due(1000.0)


def test_what_was_heard_keeps_its_time_and_its_query() -> None:
    asked = slot()
    asked.hear(_ONE, 1000.0, START)
    (heard,) = asked.heard
    assert (heard.value, heard.observed_at, heard.query) == (7.0, START, "select 1")


@pytest.mark.parametrize(("every", "again"), [(300.0, 60.0), (10.0, 10.0)])
def test_a_failure_is_asked_again_within_a_minute(every: float, again: float) -> None:
    asked = slot(every)
    asked.hear(_ONE, 1000.0, START)
    asked.fail(_FAILURE, 2000.0)
    assert not asked.due(2000.0 + again / 2)
    assert asked.due(2000.0 + again)


def test_a_failure_takes_the_value_and_keeps_the_labels() -> None:
    asked = slot()
    asked.hear(_ONE, 1000.0, START)
    asked.fail(_FAILURE, 2000.0)
    asked.fail(_FAILURE, None)
    asked.fail(_FAILURE, None)
    (heard,) = asked.heard
    assert heard.value is None and heard.failure == _FAILURE
    assert heard.labels == (("plan", "free"),)
    assert asked.due(2000.0)


def test_a_failure_before_any_answer_names_the_signal() -> None:
    asked = slot()
    asked.fail(_FAILURE, 1000.0)
    assert [(heard.signal, heard.unit, heard.value) for heard in asked.heard] == [
        ("business.users", "count", None)
    ]


def test_an_answer_of_nothing_stays_nothing_when_it_fails() -> None:
    asked = slot()
    asked.hear((), 1000.0, START)
    asked.fail(_FAILURE, 2000.0)
    assert asked.heard == ()


def test_put_off_leaves_an_answer_alone() -> None:
    asked = slot()
    asked.put_off(_FAILURE)
    assert asked.heard[0].failure == _FAILURE and asked.due(0.0)
    asked.hear(_ONE, 1000.0, START)
    asked.put_off(_FAILURE)
    assert asked.heard[0].value == 7.0
