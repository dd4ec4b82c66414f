"""From recorded answers to observations."""

from __future__ import annotations

import ssl
from datetime import UTC, datetime

import pytest

from data.models.failure import FailureKind
from data.models.reading import Observation
from data.models.verdict import Verdict
from data.providers.http.parse import observations
from data.providers.http.settings import HttpSettings
from tests.recorded import FIXTURES, http_answer

NOW = datetime(2026, 11, 20, 9, tzinfo=UTC)
LEAF = ssl.PEM_cert_to_DER_cert((FIXTURES / "tls/leaf.pem").read_text())


def seen(file: str, certificate: bytes | None = None, **more: object) -> dict[str, Observation]:
    settings = HttpSettings.model_validate({"name": "api", "url": "https://127.0.0.1/", **more})
    answer = http_answer(f"http/{file}", certificate=certificate)
    return {observation.signal: observation for observation in observations(answer, settings, NOW)}


def test_an_answer_as_expected() -> None:
    found = seen("prometheus-healthy.http", LEAF, latency_warn_ms=10, latency_fail_ms=20)
    assert {name: (one.value, one.unit) for name, one in found.items()} == {
        "http.up": (1, "bool"),
        "http.latency_ms": (12.1, "ms"),
        "http.status": (200, "code"),
        "http.cert_days": (pytest.approx(6.125), "d"),
    }
    limits = found["http.latency_ms"].own
    assert limits is not None and limits.warn is not None and limits.fail is not None
    assert limits.warn.holds(12.1) and not limits.fail.holds(12.1)


def test_an_answer_that_is_not_as_expected_is_no_evidence_of_speed() -> None:
    found = seen("login-page.http", expect_json={"status": "ok"})
    assert found["http.up"].judged is Verdict.FAIL
    assert found["http.up"].detail.startswith("not JSON: <!DOCTYPE html>")
    assert found["http.up"].failure is not None
    assert found["http.latency_ms"].judged is Verdict.NO_DATA
    assert found["http.status"].judged is Verdict.PASS


def test_a_certificate_that_cannot_be_read_costs_only_its_own_signal() -> None:
    found = seen("prometheus-healthy.http", b"no certificate")
    assert found["http.up"].value == 1
    days = found["http.cert_days"]
    assert days.value is None
    assert days.failure is not None
    assert days.failure.kind is FailureKind.BAD_ANSWER
