"""What a value means under a policy: a pure function, and the words that say why."""

from __future__ import annotations

from dataclasses import dataclass

from data.models.policy import Policy
from data.models.reading import Observation
from data.models.threshold import Limit, Threshold
from data.models.verdict import Verdict
from data.quantity import convert, format_pair, format_value, known


@dataclass(frozen=True, slots=True)
class Judgement:
    """A verdict, why in words, and the limit that decided it, with the threshold it belongs to.

    Without a `limit` nothing was compared: a pass then only says that nobody set a limit.
    """

    verdict: Verdict
    words: str
    threshold: Threshold | None = None
    limit: Limit | None = None


def judge(observation: Observation, policy: Policy, *, demand_target: bool = False) -> Judgement:
    """The worst of the source's own verdict, its own limits and the policy's.

    With `demand_target` a missed target of the policy fails, as it does for a checklist item
    whose sentence states that limit; else it warns where the threshold has an alert of its own.
    """
    demanded = policy.threshold(observation.signal)
    findings = [_own_verdict(observation), _missing(observation)]
    if known(observation.value):
        findings += [
            _held(observation, demanded, demand_target),
            _held(observation, observation.own, False),
        ]
    said = [finding for finding in findings if finding is not None]
    if said:
        # Of equals the one with a limit explains more than the source's bare word.
        return max(said, key=lambda finding: (finding.verdict.rank, finding.limit is not None))
    return Judgement(Verdict.PASS, f"{_shown(observation)}, no limit set")


def _missing(observation: Observation) -> Judgement | None:
    """What is to be said where there is no value that could be compared."""
    if observation.failure is not None:
        return Judgement(Verdict.ERROR, observation.failure.message)
    if observation.value is None:
        return Judgement(Verdict.NO_DATA, observation.detail or "no data")
    if not known(observation.value):
        return Judgement(Verdict.NO_DATA, "unknown: the source gave no number")
    return None


def _own_verdict(observation: Observation) -> Judgement | None:
    if observation.judged is None:
        return None
    return Judgement(observation.judged, observation.detail or _shown(observation))


def _held(observation: Observation, threshold: Threshold | None, demand_target: bool) -> Judgement | None:
    decisive = threshold.decisive if threshold else None
    if threshold is None or decisive is None or observation.value is None:
        return None
    value = convert(observation.value, observation.unit or threshold.unit, threshold.unit)
    if value is None:
        words = f"{_shown(observation)} cannot be held against a limit in {threshold.unit or 'plain numbers'}"
        return Judgement(Verdict.NO_DATA, words, threshold, decisive)
    verdict, limit, note = _compare(value, threshold, demand_target)
    limit = limit or decisive
    if threshold.unit == "bool":
        yes_no = format_value(value, "bool")
        should = "" if verdict is Verdict.PASS else f", should be {'no' if value else 'yes'}"
        return Judgement(verdict, observation.detail or f"{yes_no}{should}", threshold, limit)
    return Judgement(verdict, f"{_sentence(value, limit, threshold.unit)}{note}", threshold, limit)


def _compare(value: float, threshold: Threshold, demand_target: bool) -> tuple[Verdict, Limit | None, str]:
    """Alert before warning before target: the verdict, the limit that decided, and a note."""
    target, warn, fail = threshold.target, threshold.warn, threshold.fail
    if fail is not None and fail.holds(value):
        return Verdict.FAIL, fail, ""
    missed = target is not None and not target.holds(value)
    if target is not None and missed and (demand_target or (warn is None and fail is None)):
        return Verdict.FAIL, target, ""
    if warn is not None and warn.holds(value):
        return Verdict.WARN, warn, ""
    if target is not None and missed:
        return Verdict.WARN, target, " (off target)"
    return Verdict.PASS, target or warn, ""


def _sentence(value: float, limit: Limit, unit: str) -> str:
    """How a value stands to a limit: ``81 % is not < 80 %``, ``6.1 % is > 5 %``."""
    shown, number = format_pair(value, limit.number, unit)
    return f"{shown} {'is' if limit.holds(value) else 'is not'} {limit.comparison} {number}"


def _shown(observation: Observation) -> str:
    return format_value(observation.value, observation.unit)
