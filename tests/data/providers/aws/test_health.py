from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from data.errors import SourceError
from data.models.failure import FailureKind
from data.models.verdict import Verdict
from data.providers.aws.services.health import ask
from tests.aws import calls, moment
from tests.aws_endpoint import Refusal, aws_endpoint


def event(code: str, category: str, status: str = "open") -> dict[str, Any]:
    """An event as AWS Health describes it."""
    return {
        "arn": f"arn:aws:health:eu-west-1::event/{code}",
        "service": "EC2",
        "eventTypeCode": code,
        "eventTypeCategory": category,
        "region": "eu-west-1",
        "startTime": datetime(2026, 11, 20, 8, tzinfo=UTC),
        "statusCode": status,
    }


def test_open_issues_count_and_what_is_announced_is_listed(aws_keys: None) -> None:
    events = [
        event("AWS_EC2_OPERATIONAL_ISSUE", "issue"),
        event("AWS_RDS_MAINTENANCE_SCHEDULED", "scheduledChange", "upcoming"),
        event("AWS_BILLING_NOTIFICATION", "accountNotification"),
    ]
    with aws_endpoint({"health.describe_events": {"events": events}}) as aws:
        result = ask(calls(aws.url), moment())
        assert aws.asked[0][1]["filter"] == {"eventStatusCodes": ["open", "upcoming"]}
    (told,) = result.observations
    assert told.judged is Verdict.WARN
    assert (told.value, told.detail) == (1.0, "Ec2 operational issue, 2 announced or for information")
    assert [(item.kind, item.severity, item.verdict) for item in result.items] == [
        ("health-event", "issue", Verdict.FAIL),
        ("health-event", "scheduledChange", Verdict.WARN),
        ("health-event", "accountNotification", Verdict.PASS),
    ]


def test_no_event_at_all_is_nothing_wrong(aws_keys: None) -> None:
    with aws_endpoint({"health.describe_events": {"events": []}}) as aws:
        (told,) = ask(calls(aws.url), moment()).observations
    assert (told.value, told.detail) == (0.0, "no open issue")


def test_without_a_support_plan_it_is_not_there(aws_keys: None) -> None:
    refusal = Refusal("SubscriptionRequiredException", "A premium support subscription is required")
    with aws_endpoint({"health.describe_events": refusal}) as aws, pytest.raises(SourceError) as caught:
        ask(calls(aws.url), moment())
    assert caught.value.failure.kind is FailureKind.NOT_CONFIGURED
    assert caught.value.failure.remedy == "enable it, or leave health out of services"
