"""How soon an alert is to be answered, by document."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from data.alerts.gravity import gravity_of, known
from data.alerts.target import class_of, end_of_next_business_day, said_elsewhere, target_of
from data.models.alert import Gravity
from data.policies.book import load_policies

LONDON = ZoneInfo("Europe/London")
SINCE = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)
"""A Friday."""


@pytest.mark.parametrize(
    ("policy", "gravity", "seconds"),
    [
        ("manual", Gravity.HIGH, 0),
        ("manual", Gravity.MEDIUM, 3600),
        ("template-platform", Gravity.HIGH, 300),
        ("template-platform", Gravity.MEDIUM, 1800),
        ("strictest", Gravity.HIGH, 0),
        ("strictest", Gravity.MEDIUM, 1800),
    ],
)
def test_the_times_of_the_documents(policy: str, gravity: Gravity, seconds: int) -> None:
    target = target_of(gravity, SINCE, load_policies().get(policy), LONDON)
    assert target is not None and target.due == SINCE + timedelta(seconds=seconds)
    assert not target.over(SINCE + timedelta(seconds=seconds))
    assert target.over(SINCE + timedelta(seconds=seconds + 1))


def test_the_next_business_day_of_a_friday_is_monday() -> None:
    target = target_of(Gravity.LOW, SINCE, load_policies().get("manual"), LONDON)
    assert target is not None and target.alert_class.respond_words == "next business day"
    assert target.due == datetime(2026, 11, 24, tzinfo=LONDON)


def test_the_next_business_day_is_of_the_zone() -> None:
    late = datetime(2026, 11, 18, 23, 30, tzinfo=UTC)
    assert end_of_next_business_day(late, ZoneInfo("UTC")) == datetime(2026, 11, 20, tzinfo=UTC)
    tokyo = ZoneInfo("Asia/Tokyo")
    assert end_of_next_business_day(late, tokyo) == datetime(2026, 11, 21, tzinfo=tokyo)


@pytest.mark.parametrize("policy", ["skafu", "unified", "runbooks"])
def test_a_document_that_is_silent_gives_no_time(policy: str) -> None:
    assert target_of(Gravity.HIGH, SINCE, load_policies().get(policy), LONDON) is None


def test_without_a_beginning_there_is_a_class_and_no_time() -> None:
    target = target_of(Gravity.HIGH, None, load_policies().get("manual"), LONDON)
    assert target is not None and target.due is None and not target.over(SINCE)


def test_what_the_other_documents_say() -> None:
    book = load_policies()
    others = said_elsewhere(Gravity.HIGH, book.get("skafu"), book.policies)
    assert sorted((each.origin.policy, each.respond) for each in others) == [
        ("manual", 0.0),
        ("template-platform", 300.0),
    ]
    assert class_of(Gravity.LOW, book.get("template-platform")) is None


@pytest.mark.parametrize(
    ("word", "gravity"),
    [
        ("critical", Gravity.HIGH),
        ("Page", Gravity.HIGH),
        (" high ", Gravity.HIGH),
        ("warning", Gravity.MEDIUM),
        ("info", Gravity.LOW),
        ("", Gravity.MEDIUM),
        ("purple", Gravity.MEDIUM),
    ],
)
def test_everybodys_words(word: str, gravity: Gravity) -> None:
    assert gravity_of(word) is gravity
    assert known(word) is (word not in ("", "purple"))
