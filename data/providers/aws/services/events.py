"""What CloudTrail wrote down in the last day: sign-ins that failed, security groups that were changed."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from data.models.reading import Observation
from data.providers.aws.calls import HOME, Calls
from data.providers.aws.parse import MOST_ITEMS, rows_of, some
from data.providers.aws.service import Found, Moment
from data.providers.aws.services.event_items import (
    Event,
    change_item,
    failed_sign_in,
    parse_event,
    sign_in_item,
)

_SERVICE = "cloudtrail"
SIGN_IN = "ConsoleLogin"
CHANGES = (
    "AuthorizeSecurityGroupIngress",
    "AuthorizeSecurityGroupEgress",
    "RevokeSecurityGroupIngress",
    "RevokeSecurityGroupEgress",
    "ModifySecurityGroupRules",
    "CreateSecurityGroup",
    "DeleteSecurityGroup",
)
_SPAN = timedelta(hours=24)
_PAGE = 50
_PAGES = 10
_PAUSE_S = 0.5
"""CloudTrail answers two look-ups a second and account, not more."""

Wait = Callable[[float], None]


@dataclass(frozen=True, slots=True)
class Looked:
    """What look-ups brought; `cut` where there were more events than are looked at."""

    events: tuple[Event, ...] = ()
    cut: bool = False

    def with_(self, other: Looked) -> Looked:
        """Both, each event once."""
        events = {event.id or str(place): event for place, event in enumerate(self.events + other.events)}
        return Looked(tuple(events.values()), self.cut or other.cut)


def ask(calls: Calls, moment: Moment, wait: Wait | None = None) -> Found:
    """One look-up after the other, in the thread that waits for them.

    Signing in belongs to no region: it is written down where it was done, mostly at AWS' home.
    """
    wait = wait or time.sleep
    sign_ins, changes = Looked(), Looked()
    for place in (_SERVICE, f"{_SERVICE}{HOME}"):
        sign_ins = sign_ins.with_(_look_up(calls, moment, place, SIGN_IN, wait))
    for name in CHANGES:
        changes = changes.with_(_look_up(calls, moment, _SERVICE, name, wait))
    return found(sign_ins, changes)


def found(sign_ins: Looked, changes: Looked) -> Found:
    """How many of either, and who did it; a change that was refused is listed and not counted."""
    failed = sorted(filter(failed_sign_in, sign_ins.events), key=_newest)
    changed = sorted(changes.events, key=_newest)
    done = [event for event in changed if not event.error]
    refused = len(changed) - len(done)
    people = some(sorted({event.user for event in failed if event.user}))
    seen = (
        _count("aws.failed_sign_ins", len(failed), sign_ins.cut, "in 24 h", people),
        _count(
            "aws.security_group_changes",
            len(done),
            changes.cut,
            "in 24 h in this region",
            f"{refused} more were refused" if refused else "",
        ),
    )
    items = [*map(change_item, changed[:MOST_ITEMS]), *map(sign_in_item, failed[:MOST_ITEMS])]
    return Found(seen, tuple(items))


def _look_up(calls: Calls, moment: Moment, place: str, name: str, wait: Wait) -> Looked:
    rows: list[Mapping[str, Any]] = []
    following: dict[str, object] = {}
    for _ in range(_PAGES):
        answer = calls.one(
            place,
            "lookup_events",
            LookupAttributes=[{"AttributeKey": "EventName", "AttributeValue": name}],
            StartTime=moment.now - _SPAN,
            EndTime=moment.now,
            MaxResults=_PAGE,
            **following,
        )
        wait(_PAUSE_S)
        rows += rows_of(answer, "Events")
        if not answer.get("NextToken"):
            return Looked(tuple(map(parse_event, rows)))
        following = {"NextToken": answer["NextToken"]}
    return Looked(tuple(map(parse_event, rows)), cut=True)


def _count(signal: str, count: int, cut: bool, span: str, words: str) -> Observation:
    """Where not all could be looked at, none found is not known to be none."""
    least = "at least so many; " if cut else ""
    detail = f"{least}{span}" + (f", {words}" if words else "")
    return Observation(signal, None if cut and not count else float(count), "count", detail=detail)


def _newest(event: Event) -> float:
    return -(event.at.timestamp() if event.at else 0.0)
