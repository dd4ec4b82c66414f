from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.catalogue import catalogue
from data.models.failure import Failure, FailureKind
from data.models.reading import Observation
from data.models.threshold import Comparison, Limit, Threshold
from data.models.verdict import Verdict
from data.policies.book import load_policies
from data.policies.judge import judge

BOOK = load_policies()
SIGNALS = sorted({*BOOK.signals(), "our.own"})


def unit_of(signal: str) -> str:
    known = catalogue().get(signal)
    return known.unit if known else "count"


def seen(signal: str, value: float | None, unit: str | None = None) -> Observation:
    return Observation(signal, value, unit_of(signal) if unit is None else unit)


@pytest.mark.parametrize(
    ("policy", "signal", "value", "verdict", "words"),
    [
        ("manual", "db.connections_pct", 81, "fail", "81 % is not < 80 %"),
        ("manual", "db.connections_pct", 80, "fail", "80 % is not < 80 %"),
        ("manual", "db.connections_pct", 79.99999, "pass", "79.99999 % is < 80 %"),
        ("runbooks", "db.connections_pct", 80, "pass", "80 % is not > 80 %"),
        ("runbooks", "db.connections_pct", 81, "fail", "81 % is > 80 %"),
        ("skafu", "db.connections_pct", 99, "pass", "99 %, no limit set"),
        ("manual", "host.disk_pct", 85, "warn", "85 % is not < 80 % (off target)"),
        ("manual", "host.disk_pct", 91, "warn", "91 % is > 90 %"),
        ("manual", "host.memory_pct", 85, "pass", "85 % is not > 90 %"),
        ("skafu", "host.memory_pct", 85, "fail", "85 % is not < 80 %"),
        ("skafu", "http.latency_ms", 412, "warn", "412 ms is not < 200 ms (off target)"),
        ("skafu", "http.latency_ms", 2400, "fail", "2.4 s is > 500 ms"),
        ("skafu", "services.up_pct", 80, "warn", "80 % is not >= 95 % (off target)"),
        ("skafu", "services.up_pct", 60, "fail", "60 % is < 80 %"),
        ("manual", "http.up", 0, "fail", "no, should be yes"),
        ("manual", "http.up", 1, "pass", "yes"),
        ("manual", "backup.age_h", 7.5, "pass", "7.5 h is <= 24 h"),
        ("manual", "backup.size_bytes", 0, "fail", "0 B is not > 0 B"),
        ("unified", "support.satisfaction", 4.2, "warn", "4.2 of 5 is not > 4.5 of 5 (off target)"),
    ],
)
def test_verdict_and_words(policy: str, signal: str, value: float, verdict: str, words: str) -> None:
    judgement = judge(seen(signal, value), BOOK.get(policy))
    assert (judgement.verdict, judgement.words) == (Verdict(verdict), words)


def test_a_demanded_target_fails_where_it_would_only_warn() -> None:
    manual, slow = BOOK.get("manual"), seen("http.latency_ms", 3000)
    assert judge(slow, manual).verdict is Verdict.WARN
    judgement = judge(slow, manual, demand_target=True)
    assert judgement.verdict is Verdict.FAIL
    assert judgement.limit is not None
    assert judgement.limit.section == "Key Metrics to Check"


def test_the_limit_on_a_pass_is_the_one_that_was_kept() -> None:
    limit = judge(seen("api.error_rate_pct", 0.12), BOOK.get("manual")).limit
    assert limit is not None
    assert (limit.number, limit.policy, limit.section) == (1.0, "manual", "Morning Health Check")


def test_a_source_saying_fail_is_not_talked_out_of_it() -> None:
    observation = Observation(
        "http.latency_ms", 20.0, "ms", judged=Verdict.FAIL, detail="HTTP 500, expected 200"
    )
    judgement = judge(observation, BOOK.get("skafu"))
    assert (judgement.verdict, judgement.words) == (Verdict.FAIL, "HTTP 500, expected 200")


def test_a_sources_own_limits_add_to_the_policys() -> None:
    own = Threshold("ms", fail=Limit(Comparison.GT, 100, "", "configuration"))
    judgement = judge(Observation("http.latency_ms", 150.0, "ms", own=own), BOOK.get("skafu"))
    assert (judgement.verdict, judgement.words) == (Verdict.FAIL, "150 ms is > 100 ms")
    assert judgement.threshold is own


def test_the_detail_explains_a_yes_or_no() -> None:
    observation = Observation("http.up", 0.0, "bool", judged=Verdict.FAIL, detail="HTTP 500, expected 200")
    judgement = judge(observation, BOOK.get("manual"))
    assert (judgement.verdict, judgement.words) == (Verdict.FAIL, "HTTP 500, expected 200")
    assert judgement.limit is not None


def test_units_of_one_kind_are_converted() -> None:
    judgement = judge(seen("api.p95_ms", 0.412, "s"), BOOK.get("skafu"))
    assert (judgement.verdict, judgement.words) == (Verdict.WARN, "412 ms is not < 200 ms (off target)")


def test_units_of_different_kinds_are_never_compared() -> None:
    judgement = judge(seen("api.p95_ms", 0.4, "%"), BOOK.get("skafu"))
    assert judgement.verdict is Verdict.NO_DATA
    assert judgement.words == "0.4 % cannot be held against a limit in ms"


def test_a_failure_is_an_error_whatever_else_is_there() -> None:
    failure = Failure(FailureKind.TIMEOUT, "no answer within 5 s")
    observation = Observation("db.connections_pct", 12.0, "%", failure=failure)
    judgement = judge(observation, BOOK.get("manual"))
    assert (judgement.verdict, judgement.words) == (Verdict.ERROR, "no answer within 5 s")


NOTHING = st.sampled_from([None, math.nan, math.inf, -math.inf])
ANYTHING = st.one_of(NOTHING, st.floats())
VERDICTS = st.sampled_from([None, *Verdict])


@given(ANYTHING, st.sampled_from(SIGNALS), VERDICTS, st.booleans(), st.text(max_size=8))
def test_judging_never_raises(
    value: float | None, signal: str, judged: Verdict | None, demand: bool, unit: str
) -> None:
    observation = Observation(signal, value, unit or unit_of(signal), judged=judged)
    for one in BOOK.policies:
        judgement = judge(observation, one, demand_target=demand)
        assert judgement.words
        assert judged is None or judgement.verdict.rank >= judged.rank


@given(NOTHING, st.sampled_from(SIGNALS), VERDICTS, st.booleans())
def test_what_is_not_a_number_never_passes(
    value: float | None, signal: str, judged: Verdict | None, demand: bool
) -> None:
    observation = Observation(signal, value, unit_of(signal), judged=judged)
    for policy in BOOK.policies:
        verdict = judge(observation, policy, demand_target=demand).verdict
        assert verdict not in (Verdict.PASS, Verdict.WARN)


@given(st.floats(allow_nan=False, allow_infinity=False), st.sampled_from(SIGNALS), st.booleans())
def test_the_strictest_is_never_milder_than_any_other(value: float, signal: str, demand: bool) -> None:
    observation = seen(signal, value)
    strictest = judge(observation, BOOK.get("strictest"), demand_target=demand).verdict
    for policy in BOOK.policies:
        assert strictest.rank >= judge(observation, policy, demand_target=demand).verdict.rank
