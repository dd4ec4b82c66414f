"""The policy made from all others: of every number the strictest, each with its own provenance."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from types import MappingProxyType

from data.errors import ConfigError
from data.models.policy import Policy
from data.models.practice import Mark
from data.models.threshold import Comparison, Limit, Threshold
from data.policies.strictest_people import (
    merged_clocks,
    merged_routines,
    merged_severities,
    merged_situations,
)
from data.quantity import convert

ID = "strictest"
_MISSED = {
    Comparison.LT: Comparison.GE,
    Comparison.LE: Comparison.GT,
    Comparison.GT: Comparison.LE,
    Comparison.GE: Comparison.LT,
}


def strictest(policies: Sequence[Policy]) -> Policy:
    """The strictest of several policies; raises ConfigError where two want opposite things."""
    signals = dict.fromkeys(signal for policy in policies for signal in policy.thresholds)
    thresholds = {signal: _threshold(signal, policies) for signal in signals}
    return Policy(
        id=ID,
        title="Strictest of all",
        document="Made from all policies that are loaded",
        thresholds=MappingProxyType(thresholds),
        marks=tuple(_marks(policies)),
        severities=merged_severities(policies, ID),
        situations=merged_situations(policies),
        clocks=merged_clocks(policies),
        ladders=tuple(ladder for policy in policies for ladder in policy.ladders),
        bands=tuple(band for policy in policies for band in policy.bands),
        alert_classes=tuple(
            sorted((c for policy in policies for c in policy.alert_classes), key=lambda c: c.rank)
        ),
        routines=merged_routines(policies),
        windows=tuple(window for policy in policies for window in policy.windows),
    )


def _threshold(signal: str, policies: Sequence[Policy]) -> Threshold:
    said = [policy.thresholds[signal] for policy in policies if signal in policy.thresholds]
    unit = said[0].unit
    alike = [_in_unit(threshold, unit, signal) for threshold in said]
    if any(t.warn or t.fail for t in alike):
        alike = [_with_alert(t) for t in alike]
    target = _pick((t.target for t in alike), signal, outermost=False)
    warn = _pick((t.warn for t in alike), signal, outermost=True)
    fail = _pick((t.fail for t in alike), signal, outermost=True)
    if warn is not None and fail is not None and stricter(fail, warn, outermost=True) is fail:
        warn = None  # the alert is raised no later than the warning: that one would never be seen
    return Threshold(unit, target, warn, fail)


def _with_alert(threshold: Threshold) -> Threshold:
    """A bare target raises an alert where it is missed; that must not be lost beside others' warnings."""
    target = threshold.target
    if target is None or threshold.warn or threshold.fail:
        return threshold
    return replace(threshold, fail=replace(target, comparison=_MISSED[target.comparison]))


def _in_unit(threshold: Threshold, unit: str, signal: str) -> Threshold:
    """The same threshold in another unit."""

    def moved(limit: Limit | None) -> Limit | None:
        if limit is None:
            return None
        number = convert(limit.number, threshold.unit, unit)
        if number is None:
            raise ConfigError(
                f'policy {limit.policy} measures {signal} in "{threshold.unit}", others in "{unit}"'
            )
        return replace(limit, number=number)

    return Threshold(unit, moved(threshold.target), moved(threshold.warn), moved(threshold.fail))


def _pick(limits: Iterable[Limit | None], signal: str, *, outermost: bool) -> Limit | None:
    chosen: Limit | None = None
    for limit in limits:
        if limit is None or chosen is None:
            chosen = chosen or limit
        elif limit.comparison.upward != chosen.comparison.upward:
            raise ConfigError(
                f"policies {chosen.policy} and {limit.policy} want opposite things of {signal}",
                remedy=f'"{chosen.comparison} {chosen.number:g}" and "{limit.comparison} {limit.number:g}"',
            )
        else:
            chosen = stricter(chosen, limit, outermost=outermost)
    return chosen


def stricter(one: Limit, other: Limit, *, outermost: bool) -> Limit:
    """The stricter of two limits that look the same way; of equals the first.

    A target says what must hold, so the smaller room is the stricter. A warning or an alert
    (`outermost`) says what must not, so the larger room is.
    """
    upward = one.comparison.upward
    if one.number == other.number:
        strict = (Comparison.LT, Comparison.GT)
        open_one, open_other = one.comparison in strict, other.comparison in strict
        if open_one == open_other:
            return one
        return one if open_one != outermost else other
    one_is_smaller = one.number < other.number
    small_is_strict = upward == outermost
    return one if one_is_smaller == small_is_strict else other


def _marks(policies: Sequence[Policy]) -> Iterable[Mark]:
    """The earliest mark of each role and signal; those that name no signal are all kept."""
    best: dict[tuple[str, ...], Mark] = {}
    for mark in (mark for policy in policies for mark in policy.marks):
        key = (mark.role, *mark.signals) if mark.signals else (mark.role, mark.subject, mark.limit.policy)
        held = best.get(key)
        if held is None or held.unit != mark.unit:
            best.setdefault(key, mark)
        elif stricter(held.limit, mark.limit, outermost=True) is mark.limit:
            best[key] = mark
    return best.values()
