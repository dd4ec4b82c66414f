from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.errors import SourceError
from data.models.failure import FailureKind
from data.models.verdict import Verdict
from data.providers.aws.services.event_items import parse_event
from data.providers.aws.services.events import CHANGES, SIGN_IN, ask
from tests.aws import calls, moment
from tests.aws_endpoint import Refusal, aws_endpoint

NOW = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)


def event(name: str, hours: float, record: dict[str, Any], user: str = "alice") -> dict[str, Any]:
    return {
        "EventId": f"{name}-{hours}",
        "EventName": name,
        "EventTime": NOW - timedelta(hours=hours),
        "Username": user,
        "CloudTrailEvent": json.dumps({"sourceIPAddress": "203.0.113.7", "awsRegion": "eu-west-1", **record}),
    }


FAILED = {"responseElements": {"ConsoleLogin": "Failure"}, "errorMessage": "Failed authentication"}
SUCCESS = {"responseElements": {"ConsoleLogin": "Success"}}
OPENED = {
    "requestParameters": {
        "groupId": "sg-1",
        "ipPermissions": {
            "items": [
                {
                    "ipProtocol": "tcp",
                    "fromPort": 22,
                    "toPort": 22,
                    "ipRanges": {"items": [{"cidrIp": "0.0.0.0/0"}]},
                }
            ]
        },
    }
}


def trail(**events: list[dict[str, Any]]) -> Callable[[dict[str, Any]], dict[str, Any]]:
    def answer(asked: dict[str, Any]) -> dict[str, Any]:
        return {"Events": events.get(asked["LookupAttributes"][0]["AttributeValue"], [])}

    return answer


class Clock:
    """Notes how long was waited; nobody waits."""

    def __init__(self) -> None:
        self.waited: list[float] = []

    def __call__(self, seconds: float) -> None:
        self.waited.append(seconds)


def test_sign_ins_that_failed_and_groups_that_were_changed(aws_keys: None) -> None:
    answers = trail(
        ConsoleLogin=[event(SIGN_IN, 2, FAILED), event(SIGN_IN, 1, SUCCESS), event(SIGN_IN, 5, FAILED, "bo")],
        AuthorizeSecurityGroupIngress=[event(CHANGES[0], 3, OPENED)],
        DeleteSecurityGroup=[
            event("DeleteSecurityGroup", 4, OPENED | {"errorCode": "Client.DependencyViolation"})
        ],
    )
    with aws_endpoint({"cloudtrail.lookup_events": answers}) as aws:
        found = ask(calls(aws.url), moment(NOW), Clock())
    told = {each.signal: (each.value, each.detail) for each in found.observations}
    assert told["aws.failed_sign_ins"] == (2.0, "in 24 h, alice, bo")
    assert told["aws.security_group_changes"] == (1.0, "in 24 h in this region, 1 more were refused")
    change, refused, alice, bo = found.items
    assert (change.kind, change.title, change.verdict) == (
        "group-change",
        "sg-1 allows more in",
        Verdict.WARN,
    )
    assert dict(change.fields)["rules"] == "tcp 22 0.0.0.0/0"
    assert dict(change.fields)["by"] == "alice"
    assert (refused.state, refused.verdict) == ("refused: Client.DependencyViolation", Verdict.PASS)
    assert (alice.kind, alice.title, dict(alice.fields)["from"]) == (
        "sign-in",
        "alice was not let in",
        "203.0.113.7",
    )
    assert alice.at == NOW - timedelta(hours=2) and bo.title == "bo was not let in"


def test_two_look_ups_a_second_and_no_more(aws_keys: None) -> None:
    clock = Clock()
    many = [event(SIGN_IN, number / 100, FAILED) for number in range(120)]

    def paged(asked: dict[str, Any]) -> dict[str, Any]:
        assert asked["StartTime"] == (NOW - timedelta(hours=24)).timestamp()
        if asked["LookupAttributes"][0]["AttributeValue"] != SIGN_IN:
            return {"Events": []}
        start = int(asked.get("NextToken") or 0)
        return {"Events": many[start : start + 50]} | (
            {"NextToken": str(start + 50)} if start + 50 < 120 else {}
        )

    with aws_endpoint({"cloudtrail.lookup_events": paged}) as aws:
        found = ask(calls(aws.url), moment(NOW), clock)
        assert aws.count("cloudtrail.lookup_events") == 13
    assert clock.waited == [0.5] * 13
    assert found.observations[0].value == 120


def test_a_flood_is_bounded_and_says_so(aws_keys: None) -> None:
    def flood(asked: dict[str, Any]) -> dict[str, Any]:
        if asked["LookupAttributes"][0]["AttributeValue"] != SIGN_IN:
            return {"Events": []}
        start = int(asked.get("NextToken") or 0)
        page = [event(SIGN_IN, 1 + number / 1e4, FAILED) for number in range(start, start + 50)]
        return {"Events": page, "NextToken": str(start + 50)}

    with aws_endpoint({"cloudtrail.lookup_events": flood}) as aws:
        found = ask(calls(aws.url), moment(NOW), Clock())
    assert found.observations[0].value == 500
    assert found.observations[0].detail.startswith("at least so many; ")
    assert len(found.items) == 200


def test_none_among_more_than_can_be_looked_at_is_not_none(aws_keys: None) -> None:
    def crowd(asked: dict[str, Any]) -> dict[str, Any]:
        if asked["LookupAttributes"][0]["AttributeValue"] != SIGN_IN:
            return {"Events": []}
        return {"Events": [event(SIGN_IN, 1, SUCCESS)] * 50, "NextToken": "more"}

    with aws_endpoint({"cloudtrail.lookup_events": crowd}) as aws:
        sign_ins, changes = ask(calls(aws.url), moment(NOW), Clock()).observations
    assert sign_ins.value is None
    assert changes.value == 0


def test_a_right_that_is_lacking_is_named(aws_keys: None) -> None:
    barred = Refusal("AccessDeniedException", "no", 400)
    with aws_endpoint({"cloudtrail.lookup_events": barred}) as aws, pytest.raises(SourceError) as caught:
        ask(calls(aws.url), moment(NOW), Clock())
    assert caught.value.failure.kind is FailureKind.RIGHTS
    assert caught.value.failure.remedy == "grant cloudtrail:LookupEvents"


@pytest.mark.parametrize("text", ["", "{", "[]", "null", '"text"', "[" * 5000, "x" * 400_000])
def test_a_record_that_cannot_be_read_is_no_harm(text: str) -> None:
    told = parse_event({"EventName": "DeleteSecurityGroup", "CloudTrailEvent": text})
    assert (told.name, told.address, told.error) == ("DeleteSecurityGroup", "", "")


def test_a_role_is_called_by_who_took_it_on() -> None:
    record = {"userIdentity": {"type": "AssumedRole", "arn": "arn:aws:sts::1:assumed-role/deploy/ci-42"}}
    assert parse_event({"CloudTrailEvent": json.dumps(record)}).user == "assumed-role/deploy/ci-42"


def test_a_group_changed_the_new_way() -> None:
    record = {"requestParameters": {"ModifySecurityGroupRulesRequest": {"GroupId": "sg-9"}}}
    assert parse_event({"CloudTrailEvent": json.dumps(record)}).thing == "sg-9"


def test_hostile_words_are_made_safe() -> None:
    told = parse_event(
        {"Username": "a\x1b]0;x\x07", "CloudTrailEvent": json.dumps({"sourceIPAddress": "\u202e7"})}
    )
    assert (told.user, told.address) == ("a␛]0;x␇", "·7")


json_values = st.recursive(
    st.none() | st.booleans() | st.floats(allow_nan=False) | st.text(max_size=10),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                ["requestParameters", "ipPermissions", "items", "ipRanges", "userIdentity", "groupId"]
            ),
            inner,
            max_size=4,
        )
    ),
    max_leaves=12,
)


@given(json_values)
def test_no_shape_of_a_record_is_a_crash(record: object) -> None:
    parse_event({"CloudTrailEvent": json.dumps(record)})
