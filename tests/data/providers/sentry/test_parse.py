from __future__ import annotations

from datetime import UTC, datetime

import pytest

from data.errors import SourceError
from data.models.verdict import Verdict
from data.providers.sentry.parse import is_new, parse_hourly, parse_issues
from tests.fakes import START
from tests.recorded import document


def test_issues_as_sentry_lists_them() -> None:
    items = parse_issues(document("sentry/issues.json"))
    assert [(item.severity, item.verdict) for item in items] == [
        ("error", Verdict.WARN),
        ("fatal", Verdict.FAIL),
        ("warning", Verdict.WARN),
        ("info", Verdict.PASS),
    ]
    first = items[0]
    assert (first.kind, first.id, first.amount) == ("issue", "APP-2BT", 1218.0)
    fields = dict(first.fields)
    assert fields["users"] == "72" and fields["where"] == "app/views/checkout.py in pay"
    assert first.url == "https://sentry.io/organizations/example/issues/1170820242/"


def test_new_is_first_seen_since() -> None:
    items = parse_issues(document("sentry/issues.json"))
    since = datetime(2026, 11, 20, tzinfo=UTC)
    assert [item.id for item in items if is_new(item, since)] == ["APP-2BT"]


def test_the_hour_that_is_not_over_does_not_count() -> None:
    hours = parse_hourly(document("sentry/stats.json"), START.timestamp())
    assert hours.values == (1184, 1410, 1440, 1682, 1203, 497)


@pytest.mark.parametrize("count", [None, True, "1e999", "-3", "12.5", [], "9" * 40, float("nan")])
def test_a_count_that_is_none_is_unknown(count: object) -> None:
    """Fault 38."""
    (item,) = parse_issues([{"id": "1", "level": "error", "count": count, "userCount": "many"}])
    assert item.amount is None
    assert dict(item.fields)["events"] == "unknown" and "users" not in dict(item.fields)


@pytest.mark.parametrize("answer", [{}, None, [[1]], ["x"], [[1, 2, 3]]])
def test_what_is_no_series_is_said(answer: object) -> None:
    with pytest.raises(SourceError, match="not an answer of Sentry"):
        parse_hourly(answer, 0.0)


def test_points_that_are_no_numbers_are_left_out() -> None:
    assert parse_hourly([[0, None], [3600, "7"], [7200, 5], [None, 1]], 1e9).values == (5.0,)
