"""Burn rates, budgets and the rules that call somebody: numbers worked out by hand."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.slo.burning import RULES, Burning, Loudness, Measured, budget_left, burn_rate, burns
from data.slo.window import window_name, window_seconds

DAY = 86_400.0
MONTH = 30 * DAY
PLENTY = 1e6


def states(objective: float = 99.9, requests: float | None = PLENTY, **ratios: float | None) -> list[Burning]:
    measured = {name.strip("_"): Measured(ratio, requests) for name, ratio in ratios.items()}
    return [burn.state for burn in burns(measured, objective, MONTH)]


def test_the_rates_of_a_month_are_the_known_ones() -> None:
    assert [rule.threshold(MONTH) for rule in RULES] == pytest.approx([14.4, 6.0, 3.0, 1.0])
    assert [(rule.loudness, rule.long, rule.short) for rule in RULES] == [
        (Loudness.PAGE, "1h", "5m"),
        (Loudness.PAGE, "6h", "30m"),
        (Loudness.TICKET, "1d", "2h"),
        (Loudness.TICKET, "3d", "6h"),
    ]


def test_a_burn_rate_of_one_spends_the_budget_exactly() -> None:
    assert burn_rate(0.001, 99.9) == pytest.approx(1.0)
    assert budget_left(0.001, 99.9) == pytest.approx(0.0, abs=1e-9)
    assert budget_left(0.0005, 99.9) == pytest.approx(0.5)
    assert budget_left(0.002, 99.9) == pytest.approx(-1.0)


def test_both_windows_must_agree() -> None:
    assert states(_1h=0.02, _5m=0.02)[0] is Burning.FIRING
    assert states(_1h=0.02, _5m=0.0)[0] is Burning.QUIET
    assert states(_1h=0.0, _5m=0.5)[0] is Burning.QUIET
    assert states(_6h=0.0061, _30m=0.0061)[1] is Burning.FIRING
    assert states(_1d=0.0031, _2h=0.0031)[2] is Burning.FIRING
    assert states(_3d=0.0011, _6h=0.0011)[3] is Burning.FIRING


@pytest.mark.parametrize(("ratio", "state"), [(0.01439, Burning.QUIET), (0.01441, Burning.FIRING)])
def test_somebody_is_called_beyond_the_rate_and_not_before(ratio: float, state: Burning) -> None:
    assert states(_1h=ratio, _5m=0.5)[0] is state


def test_of_few_requests_one_error_calls_nobody() -> None:
    # One error of 69 burns at 14.49, beyond 14.4; of 70 at 14.29.
    assert states(requests=69.0, _1h=1 / 69, _5m=1.0)[0] is Burning.TOO_FEW
    assert states(requests=70.0, _1h=2 / 70, _5m=1.0)[0] is Burning.FIRING
    assert states(requests=0.0, _1h=0.5, _5m=0.5)[0] is Burning.TOO_FEW
    assert states(requests=None, _1h=0.5, _5m=0.5)[0] is Burning.FIRING
    (first, *_) = burns({"1h": Measured(0.5, 4.0), "5m": Measured(0.5, 1.0)}, 99.9, MONTH)
    assert "of 4 requests in 1h a single error would do that" in first.words


def test_what_is_not_known_is_not_quiet() -> None:
    assert states() == [Burning.UNKNOWN] * 4
    assert states(_1h=0.02, _5m=None)[0] is Burning.UNKNOWN
    assert states(_1h=None, _5m=0.02)[0] is Burning.UNKNOWN
    assert states(_1h=0.0, _5m=None)[0] is Burning.QUIET


@given(st.floats(0, 1), st.floats(0.1, 99.99), st.sampled_from(RULES))
def test_a_rule_fires_just_when_its_share_would_be_gone(ratio: float, objective: float, rule: object) -> None:
    measured = {name: Measured(ratio, 1e12) for name in ("5m", "30m", "1h", "2h", "6h", "1d", "3d")}
    for burn in burns(measured, objective, MONTH):
        # Budget spent within the long window, if it all went at this rate, as a share of the whole.
        share = burn_rate(ratio, objective) * window_seconds(burn.rule.long) / MONTH
        if abs(share - burn.rule.share) > 1e-9:
            assert (burn.state is Burning.FIRING) == (share > burn.rule.share)


def test_windows_have_the_names_prometheus_knows() -> None:
    assert [window_name(s) for s in (300, 3_600, MONTH, 36 * 3_600, 90)] == ["5m", "1h", "30d", "36h", "90s"]
    assert [window_seconds(n) for n in ("5m", "30d", "x", "", "d")] == [300, MONTH, 0, 0, 0]
