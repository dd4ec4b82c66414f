from __future__ import annotations

import pytest

from data.web.rate import header_number, limited_for, until_reset
from data.web.retry_after import CAP_S
from tests.fakes import START

NOW = START.timestamp()


@pytest.mark.parametrize(
    ("status", "headers", "limited", "wait"),
    [
        (200, {"x-ratelimit-remaining": "0"}, False, None),
        (403, {}, False, None),
        (403, {"x-ratelimit-remaining": "12"}, False, None),
        (403, {"retry-after": "60"}, True, 60.0),
        (403, {"x-ratelimit-remaining": "0", "x-ratelimit-reset": str(int(NOW) + 90)}, True, 90.0),
        (403, {"x-ratelimit-remaining": "0", "x-ratelimit-reset": str(int(NOW) + 9000)}, True, CAP_S),
        (403, {"x-ratelimit-remaining": "0"}, True, None),
        (429, {}, True, None),
        (429, {"retry-after": "soon"}, True, None),
        (429, {"x-ratelimit-reset": "30"}, True, 30.0),
        (429, {"x-sentry-rate-limit-reset": str(int(NOW) + 2)}, True, 2.0),
        (429, {"x-ratelimit-reset": str((int(NOW) + 20) * 1000)}, True, 20.0),
        (429, {"retry-after": "5", "x-ratelimit-reset": "30"}, True, 5.0),
        (503, {"retry-after": "7"}, False, 7.0),
    ],
)
def test_what_too_often_looks_like(
    status: int, headers: dict[str, str], limited: bool, wait: float | None
) -> None:
    """Fault 35."""
    assert limited_for(status, headers, START) == (limited, wait)


@pytest.mark.parametrize("reset", ["", "later", "nan", "inf", "-5", "1e999", "٣"])
def test_a_reset_that_is_none(reset: str) -> None:
    found = until_reset({"x-ratelimit-reset": reset}, START)
    assert found is None or 0 <= found <= CAP_S


def test_a_number_that_is_none_is_not_zero() -> None:
    assert header_number({"x-ratelimit-remaining": "none"}, "remaining") is None
    assert header_number({}, "remaining") is None
