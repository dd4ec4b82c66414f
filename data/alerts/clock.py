"""How long something waits, beside how long it may, in words."""

from __future__ import annotations

from datetime import datetime, timedelta

from data.alerts.case import Case
from data.models.practice import AlertClass

_HOUR, _DAY = 3600, 86_400
"""Seconds."""


def span(seconds: float) -> str:
    """``3:12`` under an hour, ``2 h 05 min`` under a day, ``3 d 4 h`` beyond."""
    whole = int(max(0.0, seconds))
    if whole < _HOUR:
        return f"{whole // 60}:{whole % 60:02}"
    if whole < _DAY:
        return f"{whole // _HOUR} h {whole % _HOUR // 60:02} min"
    return f"{whole // _DAY} d {whole % _DAY // _HOUR} h"


def waiting_words(case: Case, now: datetime) -> str:
    """``3:12 of 5:00``, ``2:12 over 5:00``; what it has waited where its class has no time."""
    if case.since is None:
        return "since when is not known"
    waited = (now - case.since).total_seconds()
    target = case.target
    if target is None or target.due is None:
        return f"{span(waited)}, no target"
    allowed = target.alert_class.respond
    if allowed is None:
        last = (target.due - timedelta(seconds=1)).astimezone(target.due.tzinfo)
        late = "late, was due" if target.over(now) else "by"
        return f"{late} {last:%a} {last.day} {last:%b}"
    if not allowed:
        return f"{span(waited)}, due at once"
    if target.over(now):
        return f"{span(waited - allowed)} over {span(allowed)}"
    return f"{span(waited)} of {span(allowed)}"


def demand_words(found: AlertClass) -> str:
    """What a class demands: ``5:00``, or the document's own words where it gives no number."""
    if found.respond is None:
        return found.respond_words or "no time"
    return span(found.respond) if found.respond else "at once"


def running(case: Case, now: datetime) -> bool:
    """Whether its words change every second."""
    if not case.waits or case.since is None:
        return False
    target = case.target
    if target is not None and target.due is not None:
        if target.alert_class.respond is None:
            return False
        if target.alert_class.respond and target.over(now):
            return (now - target.due).total_seconds() < _HOUR
    return (now - case.since).total_seconds() < _HOUR
