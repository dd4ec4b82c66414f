"""Events of CloudTrail, which come as text in JSON within JSON; pure."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from data.models.item import Item, facts_of
from data.models.verdict import Verdict
from data.providers.aws.parse import dig, rows_of, when, words

_LONGEST = 300_000
_VERBS = {
    "AuthorizeSecurityGroupIngress": "allows more in",
    "AuthorizeSecurityGroupEgress": "allows more out",
    "RevokeSecurityGroupIngress": "allows less in",
    "RevokeSecurityGroupEgress": "allows less out",
    "ModifySecurityGroupRules": "has other rules",
    "CreateSecurityGroup": "is new",
    "DeleteSecurityGroup": "was deleted",
}


@dataclass(frozen=True, slots=True)
class Event:
    """One thing that somebody did; `error` where it was refused."""

    id: str
    name: str
    at: datetime | None
    user: str
    address: str
    region: str
    error: str
    outcome: str
    thing: str
    rules: str


def parse_event(row: Mapping[str, Any]) -> Event:
    """Of the row and of the record within it; whatever is missing is empty."""
    record = _record(dig(row, "CloudTrailEvent"))
    return Event(
        id=words(row, "EventId", 60),
        name=words(row, "EventName", 80),
        at=when(row, "EventTime"),
        user=_user(row, record),
        address=words(record, "sourceIPAddress", 60),
        region=words(record, "awsRegion", 40),
        error=words(record, "errorCode", 80) or words(record, "errorMessage", 80),
        outcome=words(record, "responseElements.ConsoleLogin", 20),
        thing=_group(row, record),
        rules=_rules(record),
    )


def failed_sign_in(event: Event) -> bool:
    """Whether somebody was not let in."""
    return event.outcome == "Failure" or (bool(event.error) and event.outcome != "Success")


def sign_in_item(event: Event) -> Item:
    """Who tried to sign in, and from where."""
    return Item(
        "sign-in",
        event.id,
        f"{event.user or 'somebody'} was not let in",
        Verdict.WARN,
        state=event.error or "failed",
        at=event.at,
        group=event.address,
        fields=facts_of(("user", event.user), ("from", event.address), ("region", event.region)),
    )


def change_item(event: Event) -> Item:
    """Which group was changed, how, and by whom."""
    refused = bool(event.error)
    verb = "was to be changed" if refused else _VERBS.get(event.name, "was changed")
    return Item(
        "group-change",
        event.id,
        f"{event.thing or 'a security group'} {verb}",
        Verdict.PASS if refused else Verdict.WARN,
        state=f"refused: {event.error}" if refused else "done",
        at=event.at,
        group=event.thing,
        fields=facts_of(
            ("by", event.user),
            ("what", event.name),
            ("rules", event.rules),
            ("from", event.address),
            ("region", event.region),
        ),
    )


def _record(text: object) -> Mapping[str, Any]:
    if not isinstance(text, str) or len(text) > _LONGEST:
        return {}
    try:
        record = json.loads(text)
    except (ValueError, RecursionError):
        return {}
    return record if isinstance(record, Mapping) else {}


def _user(row: Mapping[str, Any], record: Mapping[str, Any]) -> str:
    """The name that a person would look for; a role says who has taken it on."""
    identity = dig(record, "userIdentity")
    named = words(row, "Username", 100) or words({"user": identity}, "user.userName", 100)
    if named:
        return named
    arn = words({"user": identity}, "user.arn", 200)
    return arn.rpartition(":")[2] or words({"user": identity}, "user.type", 40)


def _group(row: Mapping[str, Any], record: Mapping[str, Any]) -> str:
    for path in (
        "requestParameters.groupId",
        "responseElements.groupId",
        "requestParameters.groupName",
        "requestParameters.ModifySecurityGroupRulesRequest.GroupId",
    ):
        if found := words(record, path, 80):
            return found
    resources = rows_of(row, "Resources")
    groups = (each for each in resources if dig(each, "ResourceType") == "AWS::EC2::SecurityGroup")
    return next((words(each, "ResourceName", 80) for each in groups), "")


def _rules(record: Mapping[str, Any]) -> str:
    """The ports and addresses that a change is about: ``tcp 22 from 0.0.0.0/0``."""
    told = []
    for rule in rows_of(record, "requestParameters.ipPermissions.items"):
        ranges = [*rows_of(rule, "ipRanges.items"), *rows_of(rule, "ipv6Ranges.items")]
        wheres = ", ".join(words(each, "cidrIp", 50) or words(each, "cidrIpv6", 50) for each in ranges[:5])
        ports = "-".join(dict.fromkeys((words(rule, "fromPort", 10), words(rule, "toPort", 10))))
        told.append(f"{words(rule, 'ipProtocol', 10)} {ports} {wheres}".strip())
    return "; ".join(told[:5])
