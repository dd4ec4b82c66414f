"""How fast an error budget burns, and who is to be told: two windows must agree.

The long window says that it matters, the short one that it still goes on. A rule fires when the
budget burns so fast over both that its share of the whole budget is gone within the long one.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from data.slo.window import SECONDS


class Loudness(StrEnum):
    """Who is told: somebody is called, or it is written down for the next working day."""

    PAGE = "page"
    TICKET = "ticket"


class Burning(StrEnum):
    """What a rule comes to."""

    QUIET = "quiet"
    FIRING = "firing"
    TOO_FEW = "too few requests"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Rule:
    """A share of the budget, gone within the `long` window; `short` is the one that confirms it."""

    loudness: Loudness
    share: float
    long: str
    short: str

    def threshold(self, budget_window: float) -> float:
        """The burn rate beyond which it fires; 1 would spend the budget exactly at the window's end."""
        return self.share * budget_window / SECONDS[self.long]


RULES = (
    Rule(Loudness.PAGE, 0.02, "1h", "5m"),
    Rule(Loudness.PAGE, 0.05, "6h", "30m"),
    Rule(Loudness.TICKET, 0.10, "1d", "2h"),
    Rule(Loudness.TICKET, 0.10, "3d", "6h"),
)
"""For a budget of 30 days: 14.4, 6, 3 and 1 times the even pace."""


@dataclass(frozen=True, slots=True)
class Measured:
    """What was counted over one window: the share of errors, and how many requests there were."""

    ratio: float | None = None
    requests: float | None = None


@dataclass(frozen=True, slots=True)
class Burn:
    """A rule held against what was measured."""

    rule: Rule
    threshold: float
    state: Burning
    long: float | None
    short: float | None
    words: str


def burn_rate(ratio: float, objective: float) -> float:
    """How many times faster than evenly the budget is spent; `objective` in per cent, below 100."""
    return ratio / (1.0 - objective / 100.0)


def budget_left(ratio: float, objective: float) -> float:
    """The share of the budget that is left, by the errors of its whole window; below 0 it is overspent."""
    return 1.0 - burn_rate(ratio, objective)


def burns(measured: Mapping[str, Measured], objective: float, budget_window: float) -> tuple[Burn, ...]:
    """Every rule held against the windows."""
    return tuple(_burn(rule, measured, objective, budget_window) for rule in RULES)


def _burn(rule: Rule, measured: Mapping[str, Measured], objective: float, budget_window: float) -> Burn:
    nothing = Measured()
    long, short = measured.get(rule.long, nothing), measured.get(rule.short, nothing)
    threshold = rule.threshold(budget_window)
    slow = None if long.ratio is None else burn_rate(long.ratio, objective)
    fast = None if short.ratio is None else burn_rate(short.ratio, objective)
    state = _state(slow, fast, threshold, long.requests, objective)
    return Burn(rule, threshold, state, slow, fast, _words(rule, state, slow, fast, long.requests))


def _state(
    slow: float | None, fast: float | None, threshold: float, requests: float | None, objective: float
) -> Burning:
    if slow is None:
        return Burning.UNKNOWN
    if slow <= threshold:
        return Burning.QUIET
    if requests is not None and _one_error_is_enough(requests, threshold, objective):
        return Burning.TOO_FEW
    if fast is None:
        return Burning.UNKNOWN
    return Burning.FIRING if fast > threshold else Burning.QUIET


def _one_error_is_enough(requests: float, threshold: float, objective: float) -> bool:
    """Whether so few were asked that a single error would exceed the rate."""
    return requests <= 0 or burn_rate(1.0 / requests, objective) > threshold


def _words(rule: Rule, state: Burning, slow: float | None, fast: float | None, requests: float | None) -> str:
    over = f"{_times(slow)} over {rule.long}, {_times(fast)} over {rule.short}"
    match state:
        case Burning.FIRING:
            return f"{over}: {rule.share:.0%} of the budget would be gone within {rule.long}"
        case Burning.TOO_FEW:
            return f"{over}, but of {requests or 0:.0f} requests in {rule.long} a single error would do that"
        case Burning.UNKNOWN:
            silent = rule.long if slow is None else rule.short
            return f"{over}: nothing is known of the last {silent}"
        case Burning.QUIET:
            return over


def _times(rate: float | None) -> str:
    return "unknown" if rate is None else f"{rate:.3g}×"
