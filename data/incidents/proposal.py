"""What to declare: a severity, a title and the services, proposed from what fails at the moment."""

from __future__ import annotations

from dataclasses import dataclass

from data.models.policy import Policy
from data.models.snapshot import Snapshot, SourceState
from data.models.verdict import Verdict

_FALLBACKS = {
    "database-down": ("database-down", "service-down"),
    "service-down": ("service-down",),
    "performance-degradation": ("performance-degradation", "partial-outage", "major-feature"),
    "minor-feature": ("minor-feature", "performance-issue"),
}
_WORTH = {"database-down": 0, "service-down": 0, "performance-degradation": 1, "minor-feature": 2}
"""The rank where a document names no such situation."""
_DOWN = {"db.up": "database-down", "http.up": "service-down"}
_TITLE_LIMIT = 120
_NAMED = 3


@dataclass(frozen=True, slots=True)
class Proposal:
    """What the console would declare; everything can be changed before and after.

    `situation` is empty where the policy does not name one, or nothing is seen to fail.
    """

    severity: str
    reason: str
    title: str
    services: tuple[str, ...]
    situation: str = ""


def propose(snapshot: Snapshot, policy: Policy) -> Proposal:
    """A proposal from what fails now; what is under maintenance has no say."""
    failing = sorted(
        (each for each in snapshot.sources if _fails(each) and not snapshot.silenced(each)),
        key=lambda each: (not each.critical, -each.verdict.rank, each.name),
    )
    if not failing:
        severity = _of_rank(policy, 1)
        return Proposal(severity, "nothing that the console watches fails: say what it does not see", "", ())
    kinds = {each.name: _kind(each) for each in failing}
    gravest = min(failing, key=lambda each: _WORTH[kinds[each.name]])
    severity, situation, said = _grade(kinds[gravest.name], policy)
    weight = "critical" if gravest.critical else "not critical"
    return Proposal(
        severity=severity,
        reason=f"{gravest.name} ({weight}): {_words(gravest)} · {said}",
        title=_title(failing),
        services=tuple(each.name for each in failing),
        situation=situation,
    )


def _fails(source: SourceState) -> bool:
    return source.verdict in (Verdict.FAIL, Verdict.ERROR)


def _kind(source: SourceState) -> str:
    if not source.critical:
        return "minor-feature"
    down = [
        _DOWN[each.signal]
        for each in source.readings
        if each.signal in _DOWN and each.observation.value == 0 and each.verdict is Verdict.FAIL
    ]
    if down:
        return down[0]
    if source.failure is not None:
        return next((kind for signal, kind in _DOWN.items() if signal in source.feeds), "minor-feature")
    return "performance-degradation"


def _grade(kind: str, policy: Policy) -> tuple[str, str, str]:
    """The severity, the situation, and who says so; the gravest where a document contradicts itself."""
    for name in _FALLBACKS[kind]:
        graded = [(policy.severity(each.severity), each) for each in policy.severities_for(name)]
        ranked = [(severity.rank, each) for severity, each in graded if severity is not None]
        if ranked:
            _, said = min(ranked, key=lambda pair: pair[0])
            return said.severity, name, f"{name} is {said.severity} ({policy.id}, {said.origin.section})"
    severity = _of_rank(policy, _WORTH[kind])
    return severity, "", f"{policy.id} does not name {kind}; {severity} is the nearest"


def _of_rank(policy: Policy, rank: int) -> str:
    if not policy.severities:
        return ""
    return min(policy.severities, key=lambda each: (abs(each.rank - rank), each.rank)).id


def _title(failing: list[SourceState]) -> str:
    named = ", ".join(each.name for each in failing[:_NAMED])
    more = f" and {len(failing) - _NAMED} more" if len(failing) > _NAMED else ""
    title = f"{named}{more}: {_words(failing[0])}"
    return title if len(title) <= _TITLE_LIMIT else f"{title[: _TITLE_LIMIT - 1]}…"


def _words(source: SourceState) -> str:
    if source.failure is not None:
        return source.failure.message
    reading = source.leading
    return f"{reading.signal} {reading.words}" if reading else source.verdict.value
