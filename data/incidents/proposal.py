"""What to declare: a severity, a title and the services, proposed from what fails at the moment."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from data.catalogue import titled
from data.incidents.crossing import MOST_PROVED, failing
from data.models.alert import Alert
from data.models.evidence import Evidence
from data.models.policy import Policy
from data.models.snapshot import Phase, Snapshot, SourceState
from data.models.verdict import GRAVE, Verdict

_FALLBACKS = {
    "database-down": ("database-down", "service-down"),
    "service-down": ("service-down",),
    "security-breach": ("security-breach", "data-breach"),
    "performance-degradation": ("performance-degradation", "partial-outage", "major-feature"),
    "minor-feature": ("minor-feature", "performance-issue"),
}
_WORTH = {
    "database-down": 0,
    "service-down": 0,
    "security-breach": 0,
    "performance-degradation": 1,
    "minor-feature": 2,
}
"""The rank where a document names no such situation."""
_DOWN = {"db.up": "database-down", "http.up": "service-down"}
_BREACH = "security.breach_indicators"
_TITLE_LIMIT = 120
_NAMED = 3


@dataclass(frozen=True, slots=True)
class Proposal:
    """What the console would declare; everything can be changed before and after.

    `situation` is empty where the policy does not name one, or nothing is seen to fail. `detected` is
    since when anything of it is seen to fail, `evidence` what fails, that of the services first.
    """

    severity: str
    reason: str
    title: str
    services: tuple[str, ...]
    situation: str = ""
    detected: datetime | None = None
    evidence: tuple[Evidence, ...] = ()


def propose(snapshot: Snapshot, policy: Policy, subject: str = "") -> Proposal:
    """A proposal from what fails now; what is under maintenance has no say.

    A `subject` comes first: the name of a source, or the key that the alert desk has for an alert.
    """
    named = _source(snapshot, subject)
    broken = [each for each in snapshot.sources if _fails(each) and not snapshot.silenced(each)]
    broken.sort(key=lambda each: (each is not named, not each.critical, -each.verdict.rank, each.name))
    alert = _alert(snapshot, subject)
    found = _of_failing(broken, policy) if broken else _of_nothing(snapshot, policy)
    if named is not None and named not in broken:
        found = replace(found, services=(named.name, *found.services))
    if alert is not None:
        found = _of_alert(alert, found, policy)
    order = {name: place for place, name in enumerate(found.services)}
    proofs = sorted(failing(snapshot), key=lambda each: order.get(each.source, len(order)))
    return replace(found, evidence=tuple(proofs[:MOST_PROVED]), detected=_detected(broken))


def _of_failing(broken: Sequence[SourceState], policy: Policy) -> Proposal:
    kinds = {each.name: _kind(each) for each in broken}
    gravest = min(broken, key=lambda each: _WORTH[kinds[each.name]])
    severity, situation, said = _grade(kinds[gravest.name], policy)
    weight = "critical" if gravest.critical else "not critical"
    return Proposal(
        severity=severity,
        reason=f"{gravest.name} ({weight}): {_words(gravest)} · {said}",
        title=_title(broken),
        services=tuple(each.name for each in broken),
        situation=situation,
    )


def _of_nothing(snapshot: Snapshot, policy: Policy) -> Proposal:
    waiting = sum(each.phase is Phase.LOADING for each in snapshot.sources)
    reason = "nothing that the console watches fails: say what it does not see"
    if waiting:
        reason = f"{waiting} of {len(snapshot.sources)} sources have not answered yet: say what you see"
    return Proposal(_of_rank(policy, 1), reason, "", ())


def _of_alert(alert: Alert, found: Proposal, policy: Policy) -> Proposal:
    """The alert gives the title; the severity too, where it is the graver."""
    summary = dict(alert.fields).get("summary", "")
    by_alert = _of_rank(policy, int(alert.gravity) + 1)
    mine, other = policy.severity(by_alert), policy.severity(found.severity)
    graver = mine is not None and other is not None and mine.rank < other.rank
    reason = f"the alert {alert.title} is {alert.gravity.name.lower()} · {found.reason}"
    title = _bounded(f"{alert.title}: {summary}" if summary else alert.title)
    severity, situation = (by_alert, "") if graver else (found.severity, found.situation)
    return replace(found, severity=severity, situation=situation, reason=reason, title=title)


def _source(snapshot: Snapshot, subject: str) -> SourceState | None:
    """The source that is meant: by its name, or by a key of the console's own alerts."""
    of_alert = subject.split("/")[1] if subject.startswith("own/") else subject
    return snapshot.source(of_alert) if of_alert else None


def _alert(snapshot: Snapshot, subject: str) -> Alert | None:
    kind, _, id = subject.partition("/")
    items = (item for source in snapshot.sources for item in source.items) if kind == "alert" else ()
    return next((item for item in items if isinstance(item, Alert) and item.id == id), None)


def _detected(broken: Sequence[SourceState]) -> datetime | None:
    return min((each.since for each in broken if each.since and each.critical), default=None)


def _fails(source: SourceState) -> bool:
    return source.verdict in GRAVE


def _kind(source: SourceState) -> str:
    if any(each.signal == _BREACH and each.verdict is Verdict.FAIL for each in source.readings):
        return "security-breach"
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


def _title(broken: Sequence[SourceState]) -> str:
    named = ", ".join(each.name for each in broken[:_NAMED])
    more = f" and {len(broken) - _NAMED} more" if len(broken) > _NAMED else ""
    return _bounded(f"{named}{more}: {_words(broken[0])}")


def _bounded(title: str) -> str:
    return title if len(title) <= _TITLE_LIMIT else f"{title[: _TITLE_LIMIT - 1]}…"


def _words(source: SourceState) -> str:
    if source.failure is not None:
        return source.failure.message
    reading = source.leading
    if reading is None:
        return source.verdict.value
    if reading.observation.unit == "bool":
        return reading.observation.detail or f"{titled(reading.signal)}: {reading.words}"
    return f"{titled(reading.signal)} {reading.words}"
