"""A policy as a flat list of statements, so that policies can be listed and held beside each other."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from data.models.policy import Policy
from data.models.practice import AlertClass, Clock, Origin, Rung, Severity
from data.models.threshold import Limit
from data.policies.people import CLOCK_NAMES
from data.quantity import format_duration, format_value


@dataclass(frozen=True, slots=True)
class Statement:
    """One thing that a document says; `kind`, `subject` and `role` find its like in another document.

    `prose` is what two documents never word alike, so that it is not worth holding side by side.
    """

    kind: str
    subject: str
    role: str
    words: str
    origin: Origin
    number: float | None = None
    unit: str = ""
    comparison: str = ""
    prose: bool = False

    @property
    def key(self) -> tuple[str, str, str]:
        """What it is about."""
        return (self.kind, self.subject, self.role)

    @property
    def substance(self) -> tuple[str, float | None]:
        """What is said, apart from who says it where."""
        return (self.words, self.number)


def statements(policy: Policy) -> tuple[Statement, ...]:
    """Everything a policy says, in the order in which people read it."""
    return (
        *_thresholds(policy),
        *_marks(policy),
        *_bands(policy),
        *_severities(policy),
        *_situations(policy),
        *_clocks(policy),
        *_alert_classes(policy),
        *_ladders(policy),
        *_habits(policy),
    )


def limit_words(limit: Limit, unit: str) -> str:
    """A limit as people read it: ``< 80 %``, ``> 5 s``, ``yes``."""
    if unit == "bool":
        return "yes" if limit.holds(1.0) else "no"
    return f"{limit.comparison} {format_value(limit.number, unit, digits=6)}"


def _thresholds(policy: Policy) -> Iterator[Statement]:
    for signal, threshold in sorted(policy.thresholds.items()):
        for role, limit in threshold.limits.items():
            yield _limit("threshold", signal, role, limit, threshold.unit)


def _marks(policy: Policy) -> Iterator[Statement]:
    for mark in policy.marks:
        for subject in mark.signals or (mark.subject,):
            yield _limit("mark", subject, mark.role, mark.limit, mark.unit)


def _limit(kind: str, subject: str, role: str, limit: Limit, unit: str) -> Statement:
    origin = Origin(limit.policy, limit.section, limit.says)
    return Statement(
        kind=kind,
        subject=subject,
        role=role,
        words=limit_words(limit, unit),
        origin=origin,
        number=limit.number,
        unit=unit,
        comparison=limit.comparison,
    )


def _bands(policy: Policy) -> Iterator[Statement]:
    for band in policy.bands:
        words = f"from {format_value(band.at_least, band.unit)}"
        yield Statement("band", band.signal, band.name, words, band.origin, band.at_least, band.unit)


def _severities(policy: Policy) -> Iterator[Statement]:
    for severity in policy.severities:
        for role, words in _severity_words(severity).items():
            if words:
                rank, prose = f"rank {severity.rank}", role in ("means", "examples", "communication")
                yield Statement("severity", rank, role, words, severity.origin, prose=prose)


def _severity_words(severity: Severity) -> dict[str, str]:
    return {
        "called": f"{severity.id} {severity.name}",
        "means": severity.means,
        "examples": "; ".join(severity.examples),
        "who": ", ".join(severity.who),
        "communication": severity.communication,
    }


def _situations(policy: Policy) -> Iterator[Statement]:
    told: set[str] = set()
    for situation in policy.situations:
        severity = policy.severity(situation.severity)
        rank = f" (rank {severity.rank})" if severity else ""
        role = "also" if situation.id in told else "severity"
        told.add(situation.id)
        yield Statement("situation", situation.id, role, f"{situation.severity}{rank}", situation.origin)


def _clocks(policy: Policy) -> Iterator[Statement]:
    for clock in sorted(policy.clocks, key=lambda clock: (CLOCK_NAMES.index(clock.name), clock.situation)):
        for severity in policy.severities:
            if clock.covers(severity.id, clock.situation):
                subject = f"{clock.name} in {clock.situation}" if clock.situation else clock.name
                role = f"rank {severity.rank}{' then' if clock.repeats else ''}"
                yield Statement("clock", subject, role, _clock_words(clock), clock.origin, clock.seconds, "s")


def _clock_words(clock: Clock) -> str:
    if clock.repeats:
        return f"every {format_duration(clock.seconds)}"
    time = format_duration(clock.seconds)
    return time if clock.start else f"{time}, from when is not said"


def _alert_classes(policy: Policy) -> Iterator[Statement]:
    for alert in policy.alert_classes:
        for role, words in _alert_words(alert).items():
            if words:
                yield Statement("alert class", alert.id, role, words, alert.origin)


def _alert_words(alert: AlertClass) -> dict[str, str]:
    def time(seconds: float | None) -> str:
        return "" if seconds is None else format_duration(seconds)

    return {
        "respond": alert.respond_words or time(alert.respond),
        "resolve": time(alert.resolve),
        "escalate": time(alert.escalate),
        "notify": ", ".join(alert.notify),
        "recipients": ", ".join(alert.recipients),
        "covers": "; ".join(alert.covers),
    }


def _ladders(policy: Policy) -> Iterator[Statement]:
    for ladder in policy.ladders:
        for at, rung in enumerate(ladder.rungs, start=1):
            yield Statement("ladder", ladder.id, f"rung {at}", _rung_words(rung), ladder.origin)


def _rung_words(rung: Rung) -> str:
    """One step of a ladder in a line."""
    parts = [rung.what]
    if rung.after is not None:
        parts.append(f"after {format_duration(rung.after)}" if rung.after else "immediately")
    if rung.every is not None:
        parts.append(f"then every {format_duration(rung.every)}")
    if rung.who:
        parts.append(f"to {', '.join(rung.who)}")
    if rung.by:
        parts.append(f"by {', '.join(rung.by)}")
    return "; ".join(parts)


def _habits(policy: Policy) -> Iterator[Statement]:
    for routine in policy.routines:
        hour = f"{routine.at} {routine.zone}".strip() or ""
        parts = (f"every {routine.every}", routine.slot, hour, f"keep {routine.keep}" if routine.keep else "")
        words = ", ".join(part for part in parts if part)
        yield Statement("routine", routine.id, "", words, routine.origin, routine.period, "s")
    for window in policy.windows:
        parts = (window.when, window.zone, window.frequency, f"notice {window.notice}")
        words = ", ".join(part for part in parts if part)
        yield Statement("window", window.environment, "", words, window.origin)
    for figure in policy.figures:
        yield Statement("figure", figure.subject, "", figure.figure, figure.origin)
