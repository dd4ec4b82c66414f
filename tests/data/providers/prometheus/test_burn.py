"""A burn rate is a reading like others: it fails, warns, or says why it cannot be known."""

from __future__ import annotations

import pytest

from data.models.failure import Failure, FailureKind
from data.models.reading import Observation
from data.models.verdict import Verdict
from data.policies.book import load_policies
from data.policies.judge import judge
from data.providers.prometheus.burn import burn_rates
from data.providers.prometheus.settings import PrometheusSlo
from tests.fakes import START

SLO = PrometheusSlo(name="api", errors="bad", total="all", objective=99.9)
WINDOWS = ("5m", "30m", "1h", "2h", "6h", "1d", "3d", "30d")


def observed(requests: float = 1e6, **ratios: float | None) -> list[Observation]:
    return [
        Observation(signal, value, unit, (("slo", name), ("window", window)), START)
        for name in ("api", "other")
        for window in WINDOWS
        for signal, value, unit in (
            ("slo.error_ratio", ratios.get(f"_{window}", 0.0) if name == "api" else 0.9, "ratio"),
            ("slo.requests", requests, "count"),
        )
    ]


def verdicts(*observations: Observation) -> dict[str, Verdict]:
    policy = load_policies().get("manual")
    return {
        dict(each.labels)["window"]: judge(each, policy).verdict for each in burn_rates(SLO, observations)
    }


def test_a_fast_burn_is_a_failure_and_a_slow_one_a_warning() -> None:
    found = verdicts(*observed(_1h=0.02, _5m=0.02, _3d=0.0011, _6h=0.0011))
    assert found == {"1h": Verdict.FAIL, "6h": Verdict.PASS, "1d": Verdict.PASS, "3d": Verdict.WARN}


def test_the_words_say_how_fast_and_what_it_takes() -> None:
    (first, *_) = burn_rates(SLO, observed(_1h=0.02, _5m=0.03))
    assert first.value == pytest.approx(20.0) and first.unit == "×"
    assert "20× over 1h, 30× over 5m" in first.detail and "(page beyond 14.4×)" in first.detail


def test_few_requests_call_nobody() -> None:
    (first, *_) = burn_rates(SLO, observed(4.0, _1h=0.25, _5m=0.5))
    assert first.judged is Verdict.PASS and "a single error would do that" in first.detail


def test_what_cannot_be_known_is_no_pass() -> None:
    assert verdicts(*observed(_1h=None))["1h"] is Verdict.NO_DATA
    assert verdicts(*observed(_1h=0.02, _5m=None))["1h"] is Verdict.NO_DATA
    failure = Failure(FailureKind.TIMEOUT, "too slow")
    labels = (("slo", "api"), ("window", "1h"))
    failed = Observation("slo.error_ratio", None, "ratio", labels, failure=failure)
    assert verdicts(failed)["1h"] is Verdict.ERROR


def test_without_an_objective_of_its_own_a_source_judges_nothing() -> None:
    plain = PrometheusSlo(name="api", errors="bad", total="all")
    assert burn_rates(plain, observed(_1h=0.5, _5m=0.5)) == ()
