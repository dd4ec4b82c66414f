from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from data.models.verdict import Verdict
from data.providers.aws.services.alarms import ask
from tests.aws import calls, moment, provider, seen, whole
from tests.aws_endpoint import aws_endpoint
from tests.moto_server import client

SINCE = datetime(2026, 11, 20, 8, 30, tzinfo=UTC)


def alarm(name: str, state: str, **more: object) -> dict[str, Any]:
    """An alarm as CloudWatch describes it."""
    return {
        "AlarmName": name,
        "AlarmArn": f"arn:aws:cloudwatch:eu-west-1:123456789012:alarm:{name}",
        "StateValue": state,
        "StateReason": "Threshold Crossed: 3 datapoints",
        "StateTransitionedTimestamp": SINCE,
        "Namespace": "AWS/EC2",
        "MetricName": "CPUUtilization",
        **more,
    }


async def test_an_empty_account_has_no_alarm_and_passes_nothing(moto: str) -> None:
    answer = await whole(provider(moto, "alarms"))
    told = seen(answer, "aws.alarms")
    assert (told.value, told.detail, answer.items) == (None, "the account has no alarm", ())


async def test_alarms_of_a_real_interface(moto: str) -> None:
    cloudwatch = client("cloudwatch", moto)
    for name in ("cpu", "disk"):
        cloudwatch.put_metric_alarm(
            AlarmName=name,
            Namespace="AWS/EC2",
            MetricName="CPUUtilization",
            Statistic="Average",
            Period=60,
            EvaluationPeriods=1,
            Threshold=80,
            ComparisonOperator="GreaterThanThreshold",
        )
    cloudwatch.set_alarm_state(AlarmName="disk", StateValue="ALARM", StateReason="98 % full")
    answer = await whole(provider(moto, "alarms"))
    told = seen(answer, "aws.alarms")
    assert (told.value, told.judged, told.detail) == (1.0, Verdict.FAIL, "disk, of 2 alarms")
    first = answer.items[0]
    assert (first.kind, first.title, first.verdict, first.state) == ("alarm", "disk", Verdict.FAIL, "ALARM")
    assert ("reason", "98 % full") in first.fields and first.at is not None


def test_every_state_has_its_own_verdict_and_scaling_raises_none(aws_keys: None) -> None:
    rows = [
        alarm("fine", "OK"),
        alarm("mute", "INSUFFICIENT_DATA"),
        alarm("TargetTracking-table/shop-AlarmLow", "ALARM"),
    ]
    composite = {"AlarmName": "site", "StateValue": "ALARM", "StateReason": "two of three"}

    def describe(sent: dict[str, Any]) -> dict[str, Any]:
        return (
            {"CompositeAlarms": [composite]}
            if "CompositeAlarm" in sent["AlarmTypes"]
            else {"MetricAlarms": rows}
        )

    with aws_endpoint({"cloudwatch.describe_alarms": describe}) as aws:
        found = ask(calls(aws.url), moment())
    (told,) = found.observations
    assert (told.value, told.detail) == (1.0, "site, of 3 alarms, 1 that steer scaling left out")
    assert [(item.title, item.verdict) for item in found.items] == [
        ("site", Verdict.FAIL),
        ("mute", Verdict.NO_DATA),
        ("fine", Verdict.PASS),
    ]
    assert found.items[1].at == SINCE


def test_pages_are_followed(aws_keys: None) -> None:
    def describe(sent: dict[str, Any]) -> dict[str, Any]:
        if "CompositeAlarm" in sent["AlarmTypes"]:
            return {"CompositeAlarms": []}
        page = int(sent.get("NextToken", 0))
        rows = {"MetricAlarms": [alarm(f"a{page}", "OK")]}
        return rows | ({"NextToken": str(page + 1)} if page < 4 else {})

    with aws_endpoint({"cloudwatch.describe_alarms": describe}) as aws:
        (told,) = ask(calls(aws.url), moment()).observations
    assert (told.value, told.detail) == (0.0, "of 5 alarms")
