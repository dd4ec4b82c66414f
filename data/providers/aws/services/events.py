"""What CloudTrail wrote down in the last day: sign-ins that failed, security groups that were changed."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Mapping
from datetime import timedelta
from typing import Any

from data.models.reading import Observation
from data.providers.aws.calls import Calls
from data.providers.aws.parse import MOST_ITEMS, rows_of
from data.providers.aws.service import Found, Moment
from data.providers.aws.services.event_items import (
    Event,
    change_item,
    failed_sign_in,
    parse_event,
    sign_in_item,
)

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
_MOST = 500
_PAGE = 50
_PAGES = 20
_PAUSE_S = 0.5
"""CloudTrail answers two look-ups a second and account, not more."""

Wait = Callable[[float], None]


def ask(calls: Calls, moment: Moment, wait: Wait | None = None) -> Found:
    """One look-up after the other, in the thread that waits for them."""
    wait = wait or time.sleep
    rows: dict[str, list[Mapping[str, Any]]] = {}
    for name in (SIGN_IN, *CHANGES):
        if rows:
            wait(_PAUSE_S)
        rows[name] = _look_up(calls, moment, name, wait)
    sign_ins = [parse_event(row) for row in rows.pop(SIGN_IN)]
    changes = [parse_event(row) for named in rows.values() for row in named]
    return found(sign_ins, changes)


def found(sign_ins: Iterable[Event], changes: Iterable[Event]) -> Found:
    """How many of either, and who did it; a change that was refused is listed and not counted."""
    failed = sorted(filter(failed_sign_in, sign_ins), key=_newest)
    changed = sorted(changes, key=_newest)
    done = [event for event in changed if not event.error]
    refused = len(changed) - len(done)
    people = sorted({event.user for event in failed if event.user})
    seen = (
        _count("aws.failed_sign_ins", len(failed), f"by {len(people)} users" if failed else ""),
        _count("aws.security_group_changes", len(done), f"{refused} more were refused" if refused else ""),
    )
    items = [*map(change_item, changed[:MOST_ITEMS]), *map(sign_in_item, failed[:MOST_ITEMS])]
    return Found(seen, tuple(items))


def _look_up(calls: Calls, moment: Moment, name: str, wait: Wait) -> list[Mapping[str, Any]]:
    rows: list[Mapping[str, Any]] = []
    following: dict[str, object] = {}
    for _ in range(_PAGES):
        answer = calls.one(
            "cloudtrail",
            "lookup_events",
            LookupAttributes=[{"AttributeKey": "EventName", "AttributeValue": name}],
            StartTime=moment.now - _SPAN,
            EndTime=moment.now,
            MaxResults=_PAGE,
            **following,
        )
        rows += rows_of(answer, "Events")
        if not answer.get("NextToken") or len(rows) >= _MOST:
            break
        following = {"NextToken": answer["NextToken"]}
        wait(_PAUSE_S)
    return rows[:_MOST]


def _count(signal: str, count: int, words: str) -> Observation:
    least = "at least so many; " if count >= _MOST else ""
    detail = f"{least}in 24 h in this region" + (f", {words}" if words else "")
    return Observation(signal, float(count), "count", detail=detail)


def _newest(event: Event) -> float:
    return -(event.at.timestamp() if event.at else 0.0)
