"""How soon an alert is to be answered: the class that a policy puts it in, and the time that gives."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from data.models.alert import Gravity
from data.models.policy import Policy
from data.models.practice import AlertClass

_SATURDAY = 5
_BUSINESS_DAY = "business day"


@dataclass(frozen=True, slots=True)
class Target:
    """The class that decides, and when its time is over; `due` is None where the class has no time."""

    alert_class: AlertClass
    due: datetime | None = None

    def over(self, now: datetime) -> bool:
        """Whether the time has passed."""
        return self.due is not None and now > self.due


def class_of(gravity: Gravity, policy: Policy) -> AlertClass | None:
    """The policy's class for alerts of this gravity, the quickest of several; None where it has none."""
    alike = [each for each in policy.alert_classes if each.rank == gravity]
    return min(alike, key=_haste, default=None)


def target_of(gravity: Gravity, since: datetime | None, policy: Policy, zone: ZoneInfo) -> Target | None:
    """The response target of an alert that began at `since`; None where the policy has no such class."""
    found = class_of(gravity, policy)
    if found is None:
        return None
    if since is None:
        return Target(found)
    if found.respond is not None:
        return Target(found, since + timedelta(seconds=found.respond))
    if _BUSINESS_DAY in found.respond_words:
        return Target(found, end_of_next_business_day(since, zone))
    return Target(found)


def end_of_next_business_day(since: datetime, zone: ZoneInfo) -> datetime:
    """Midnight after the first day from Monday to Friday that follows the day of `since`, in the zone."""
    day = since.astimezone(zone).date() + timedelta(days=1)
    while day.weekday() >= _SATURDAY:
        day += timedelta(days=1)
    return datetime.combine(day + timedelta(days=1), time(), zone)


def said_elsewhere(gravity: Gravity, policy: Policy, others: Iterable[Policy]) -> tuple[AlertClass, ...]:
    """What the other documents demand for alerts of this gravity."""
    return tuple(
        each
        for other in others
        if other.id != policy.id
        for each in other.alert_classes
        if each.rank == gravity and each.origin.policy == other.id
    )


def _haste(found: AlertClass) -> tuple[bool, float]:
    return (found.respond is None, found.respond or 0.0)
