from __future__ import annotations

import pytest

from data.errors import UsageError
from data.models.verdict import Verdict
from data.policies.book import load_policies
from data.policies.comparing import differences, explain
from data.policies.statements import statements
from data.policies.subject import subject_of

BOOK = load_policies()


def test_a_policy_does_not_differ_from_itself() -> None:
    for policy in BOOK.policies:
        assert differences(policy, policy) == ()


def test_a_difference_has_both_numbers_with_their_sections() -> None:
    found = differences(BOOK.get("manual"), BOOK.get("runbooks"), "api.error*")
    target = next(difference for difference in found if difference.role == "target")
    assert target.one is not None and target.other is not None
    assert (target.one.words, target.one.origin.section) == ("< 1 %", "Morning Health Check")
    assert (target.other.words, target.other.origin.section) == ("< 0.1 %", "Key Metrics to Monitor")


def test_silence_is_a_difference() -> None:
    found = differences(BOOK.get("manual"), BOOK.get("runbooks"), "api.error*")
    warn = next(difference for difference in found if difference.role == "warn")
    assert warn.one is not None and warn.other is None


def test_what_is_alike_is_no_difference() -> None:
    found = differences(BOOK.get("skafu"), BOOK.get("unified"), "api.p95_ms")
    assert found == ()


def test_a_pattern_keeps_to_signals() -> None:
    found = differences(BOOK.get("manual"), BOOK.get("skafu"), "host.*")
    assert {difference.subject for difference in found} == {
        "host.cpu_pct",
        "host.disk_pct",
        "host.memory_pct",
    }


def test_every_policy_is_heard_on_a_value() -> None:
    opinions = explain(BOOK, "api.error_rate_pct", 1.5, "%")
    verdicts = {opinion.policy.id: opinion.judgement and opinion.judgement.verdict for opinion in opinions}
    assert verdicts == {
        "template-platform": None,
        "skafu": Verdict.WARN,
        "unified": Verdict.FAIL,
        "runbooks": Verdict.FAIL,
        "manual": Verdict.WARN,
        "strictest": Verdict.FAIL,
    }


def test_no_two_statements_of_a_policy_are_about_the_same() -> None:
    for policy in BOOK.policies[:-1]:
        keys = [statement.key for statement in statements(policy)]
        assert len(keys) == len(set(keys))


def test_a_signal_nobody_knows_names_the_nearest() -> None:
    with pytest.raises(UsageError, match=r'the nearest known one is "api\.p95_ms"'):
        subject_of("api.p95", BOOK)
