"""Which recorded answers meet which expectations."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from data.models.failure import FailureKind
from data.providers.http.expectation import find, refusal, same, unmet
from data.providers.http.settings import HttpSettings, Scalar
from tests.recorded import http_answer

NOW = datetime(2026, 11, 20, 9, tzinfo=UTC)


def settings(**more: object) -> HttpSettings:
    return HttpSettings.model_validate({"name": "api", "url": "http://127.0.0.1/health", **more})


@pytest.mark.parametrize(
    ("file", "more", "words"),
    [
        ("prometheus-healthy.http", {}, ""),
        ("prometheus-healthy.http", {"expect_body": "is Healthy"}, ""),
        (
            "prometheus-healthy.http",
            {"expect_body": "Ready"},
            'the text "Ready" is missing: Prometheus Server',
        ),
        ("prometheus-runtime.http", {"expect_json": {"data": {"reloadConfigSuccess": True}}}, ""),
        ("prometheus-runtime.http", {"expect_json": {"data.corruptionCount": 0}}, ""),
        ("prometheus-runtime.http", {"expect_json": {"data.GOGC": "x"}}, 'data.GOGC is "", expected "x"'),
        ("redirect.http", {}, "expected 200, answered 302 Found: moved to /classic/graph"),
        ("redirect.http", {"expect_status": [301, 302]}, ""),
        ("login-page.http", {}, ""),
        ("login-page.http", {"expect_json": {"status": "ok"}}, "not JSON: <!DOCTYPE html> <html>"),
        ("degraded.http", {"expect_json": {"status": "ok"}}, 'status is "degraded", expected "ok"'),
        ("degraded.http", {"expect_json": {"checks.db.up": True, "checks.queue.depth": 12}}, ""),
        ("degraded.http", {"expect_json": {"checks.db.lag": 0}}, "checks.db.lag is missing, expected 0"),
        ("degraded.http", {"expect_json": {"nodes.0.load": 0}}, "nodes.0.load is null, expected 0"),
        ("degraded.http", {"expect_json": {"nodes.1.load": 0.4}}, 'is "0.4", expected 0.4'),
        ("maintenance.http", {}, "expected 200, answered 503 Service Unavailable: <html><body><h1>Back"),
        ("maintenance.http", {"expect_status": [200, 204]}, "expected 200 or 204, answered 503"),
    ],
)
def test_what_is_missed_is_said(file: str, more: dict[str, object], words: str) -> None:
    failure = unmet(http_answer(f"http/{file}"), settings(**more), NOW)
    if not words:
        assert failure is None
    else:
        assert failure is not None
        assert words in failure.message


def test_a_server_that_asks_for_a_pause_is_heard() -> None:
    """Fault 35."""
    failure = unmet(http_answer("http/maintenance.http"), settings(), NOW)
    limited = refusal(http_answer("http/rate-limited.http"), settings(), NOW)
    assert failure is not None
    assert failure.retry_after == 120
    assert limited is not None
    assert (limited.kind, limited.retry_after) == (FailureKind.RATE_LIMITED, 90)


def test_an_answer_that_is_about_us_alone_is_told_apart() -> None:
    answer = http_answer("http/rate-limited.http")
    assert refusal(answer, settings(expect_status=[429]), NOW) is None
    assert refusal(http_answer("http/maintenance.http"), settings(), NOW) is None


@pytest.mark.parametrize(
    ("path", "found"),
    [
        ("a", True),
        ("a.b", True),
        ("a.b.1", True),
        ("a.b.2", False),
        ("a.b.-1", False),
        ("a.c.d", True),
        ("x", False),
    ],
)
def test_paths(path: str, found: bool) -> None:
    assert find({"a": {"b": [1, None], "c.d": 0}}, path)[0] is found


@pytest.mark.parametrize(
    ("value", "expected", "equal"),
    [
        ("12", 12, False),
        (12, 12.0, True),
        (1, True, False),
        (True, True, True),
        (None, "", False),
        (float("nan"), 1, False),
        (float("inf"), 1e308, False),
        (-0.0, 0, True),
        ([], "", False),
        ("ok", "ok", True),
    ],
)
def test_values_are_held_to_their_kind(value: object, expected: Scalar, equal: bool) -> None:
    """Fault 38."""
    assert same(value, expected) is equal
