from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.models.policy import Policy
from data.models.threshold import Comparison, Limit, Threshold
from data.policies.book import load_policies
from data.policies.strictest import stricter, strictest

BOOK = load_policies()
MADE = BOOK.get("strictest")


def limit(text: str, policy: str = "a") -> Limit:
    comparison, number = text.split()
    return Limit(Comparison(comparison), float(number), policy, "S")


@pytest.mark.parametrize(
    ("one", "other", "outermost", "wins"),
    [
        ("< 200", "< 500", False, "< 200"),
        ("< 80", "<= 80", False, "< 80"),
        ("> 1000", "> 500", False, "> 1000"),
        (">= 99.9", "> 99.9", False, "> 99.9"),
        ("> 1", "> 5", True, "> 1"),
        ("> 80", ">= 80", True, ">= 80"),
        ("< 99.5", "< 99", True, "< 99.5"),
        ("< 5", "<= 5", True, "<= 5"),
    ],
)
def test_the_stricter_of_two(one: str, other: str, outermost: bool, wins: str) -> None:
    first, second = limit(one), limit(other, "b")
    assert stricter(first, second, outermost=outermost).number == limit(wins).number
    assert stricter(first, second, outermost=outermost).comparison is limit(wins).comparison
    assert stricter(second, first, outermost=outermost) == stricter(first, second, outermost=outermost)


COMPARISONS = st.sampled_from(Comparison)
NUMBERS = st.integers(-3, 3).map(float)


@given(COMPARISONS, NUMBERS, NUMBERS, st.booleans(), st.floats(-4, 4), st.booleans())
def test_the_stricter_forbids_all_that_either_forbids(
    way: Comparison, one: float, other: float, closed: bool, value: float, outermost: bool
) -> None:
    also = {"<": "<=", ">": ">="}.get(way, way) if closed else way
    limits = Limit(way, one, "a", "S"), Limit(Comparison(also), other, "b", "S")
    chosen = stricter(*limits, outermost=outermost)
    forbidden = [limit.holds(value) is outermost for limit in limits]
    assert (chosen.holds(value) is outermost) == any(forbidden)


def test_each_number_keeps_its_own_document() -> None:
    rate = MADE.threshold("api.error_rate_pct")
    assert rate is not None and rate.target is not None and rate.fail is not None
    assert (rate.target.number, rate.target.policy, rate.target.section) == (
        0.1,
        "unified",
        "Operational Metrics",
    )
    available = MADE.threshold("api.availability_pct")
    assert available is not None and available.target is not None
    assert (str(available.target.comparison), available.target.policy) == (">", "runbooks")


def test_a_warning_that_the_alert_outruns_is_left_out() -> None:
    latency = MADE.threshold("api.p95_ms")
    assert latency is not None and latency.fail is not None
    assert (latency.warn, latency.fail.number) == (None, 500)
    disk = MADE.threshold("host.disk_pct")
    assert disk is not None and disk.warn is not None


def test_it_covers_every_signal_of_every_policy() -> None:
    wanted = {signal for policy in BOOK.policies for signal in policy.thresholds}
    assert set(MADE.thresholds) == wanted


def test_units_are_made_alike() -> None:
    fast = Policy("a", "A", "A", {"x": Threshold("ms", target=limit("< 500"))})
    faster = Policy("b", "B", "B", {"x": Threshold("s", target=limit("< 0.2", "b"))})
    made = strictest([fast, faster]).threshold("x")
    assert made is not None and made.target is not None
    assert (made.unit, made.target.policy) == ("ms", "b")
    assert made.target.number == pytest.approx(200)


def test_no_clock_is_longer_than_any_documents() -> None:
    for policy in BOOK.policies[:-1]:
        for clock in policy.clocks:
            for severity in policy.severities:
                if clock.covers(severity.id, clock.situation):
                    made = MADE.clock(clock.name, f"P{severity.rank}", clock.situation, repeats=clock.repeats)
                    assert made is not None and made.seconds <= clock.seconds


def test_no_situation_is_graver_anywhere() -> None:
    for policy in BOOK.policies[:-1]:
        for situation in policy.situations:
            severity = policy.severity(situation.severity)
            (made,) = MADE.severities_for(situation.id)
            assert severity is not None
            assert int(made.severity.removeprefix("P")) <= severity.rank


def test_everyone_whom_any_document_wants_told_is_told() -> None:
    high = MADE.severity("P1")
    assert high is not None
    assert {"Engineering Manager", "Director", "Product Manager"} <= set(high.who)


def test_the_shortest_routine_wins() -> None:
    restore, backup = MADE.routine("restore-test"), MADE.routine("database-backup")
    assert restore is not None and backup is not None
    assert (restore.origin.policy, backup.origin.policy) == ("manual", "skafu")


def test_names_are_there_once() -> None:
    for ids in (
        [ladder.id for ladder in MADE.ladders],
        [alert.id for alert in MADE.alert_classes],
        [(window.environment, window.origin.policy) for window in MADE.windows],
    ):
        assert len(ids) == len(set(ids))
