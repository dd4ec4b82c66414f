"""From what was played to points: each line with its reason and its moment."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from data.drills.plays.played import Played, PlayRecord, played
from data.drills.scenarios.weights import usual_weights
from data.drills.scores import marking
from data.drills.scores.marking import Worth
from data.models.score import Mark, Score, ScoreLine

_HARM_COSTS = 15.0
"""Points that each harmful deed takes away, beside those of its line."""
_HARM_LEFT_COSTS = 100.0
"""The same where it was not made good: then it would have been better to do nothing at all."""
_JUDGES: dict[Mark, Callable[[Played], Worth]] = {
    Mark.DETECT: marking.detected,
    Mark.ACKNOWLEDGE: marking.acknowledged,
    Mark.SEVERITY: marking.severity,
    Mark.ESCALATE: marking.escalated,
    Mark.UPDATES: marking.updated,
    Mark.RUNBOOK: marking.right_runbook,
    Mark.ORDER: marking.right_order,
    Mark.CHECKS: marking.looked_before_acting,
    Mark.MITIGATE: marking.mitigated,
    Mark.EVIDENCE: marking.evidence,
    Mark.HANDOVER: marking.handed_over,
    Mark.REVIEW: marking.reviewed,
    Mark.CALM: marking.kept_calm,
    Mark.LOOKED: marking.looked,
    Mark.HARM: marking.did_no_harm,
}


def score_of(told: PlayRecord) -> Score:
    """What a drill was worth by what is on record of it."""
    return score(played(told))


def score(played: Played) -> Score:
    """The points of a drill, out of a hundred."""
    lines = []
    for mark, of in _shares(dict(played.scenario.marks) or usual_weights(played.scenario)).items():
        verdict = _JUDGES[mark](played)
        points = of * verdict.share
        if mark is Mark.HARM:
            points -= sum(_HARM_LEFT_COSTS if each.cured is None else _HARM_COSTS for each in played.harmed)
        lines.append(ScoreLine(mark, round(points, 1), of, verdict.why, verdict.at))
    return Score(max(0.0, round(sum(line.points for line in lines), 1)), tuple(lines))


def _shares(weights: Mapping[Mark, float]) -> dict[Mark, float]:
    """What each mark is worth, to a tenth of a point: together a hundred, neither more nor less."""
    whole = sum(weights.values())
    exact = {mark: weight * 1000 / whole for mark, weight in weights.items()}
    tenths = {mark: int(each) for mark, each in exact.items()}
    nearest_above = sorted(exact, key=lambda mark: tenths[mark] - exact[mark])
    for mark in nearest_above[: 1000 - sum(tenths.values())]:
        tenths[mark] += 1
    return {mark: each / 10 for mark, each in tenths.items()}
