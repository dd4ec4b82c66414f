from __future__ import annotations

from typing import Any

import pytest

from data.errors import SourceError
from data.models.failure import FailureKind
from data.models.verdict import Verdict
from data.providers.aws.services.securityhub import ask, found
from tests.aws import calls, moment, provider, seen, whole
from tests.aws_endpoint import Answering, Refusal, aws_endpoint
from tests.own_time import within


def finding(number: int, label: str = "HIGH", **more: object) -> dict[str, Any]:
    return {
        "SchemaVersion": "2018-10-08",
        "Id": f"arn:aws:securityhub:eu-west-1:1:finding/{number}",
        "ProductArn": "arn:aws:securityhub:eu-west-1::product/aws/securityhub",
        "GeneratorId": "control",
        "AwsAccountId": "1",
        "CreatedAt": "2026-11-20T08:00:00.000Z",
        "UpdatedAt": "2026-11-20T08:00:00.000Z",
        "Severity": {"Label": label},
        "Title": f"finding {number}",
        "Description": "something",
        "Resources": [{"Type": "AwsS3Bucket", "Id": "arn:aws:s3:::media"}],
        **more,
    }


def hub(count: int) -> Answering:
    def answer(asked: dict[str, Any]) -> dict[str, Any]:
        assert asked["SortCriteria"] == [{"Field": "SeverityNormalized", "SortOrder": "desc"}]
        start = int(asked.get("NextToken") or 0)
        rows = [
            finding(number, "HIGH" if number < 5 else "LOW")
            for number in range(start, min(start + 100, count))
        ]
        return {"Findings": rows} | ({"NextToken": str(start + 100)} if start + 100 < count else {})

    return answer


def test_where_it_is_not_enabled_it_says_how(aws_keys: None) -> None:
    off = Refusal("InvalidAccessException", "Account 1 is not subscribed to AWS Security Hub", 401)
    with aws_endpoint({"securityhub.get_findings": off}) as aws, pytest.raises(SourceError) as caught:
        ask(calls(aws.url), moment())
    assert caught.value.failure.kind is FailureKind.NOT_CONFIGURED
    assert "enable-security-hub" in caught.value.failure.remedy


def test_a_right_that_is_lacking_is_named(aws_keys: None) -> None:
    barred = Refusal("AccessDeniedException", "no", 403)
    with aws_endpoint({"securityhub.get_findings": barred}) as aws, pytest.raises(SourceError) as caught:
        ask(calls(aws.url), moment())
    assert caught.value.failure.remedy == "grant securityhub:GetFindings"


def test_a_finding_in_words() -> None:
    row = finding(
        1,
        "CRITICAL",
        ProductName="Inspector",
        Types=["Software and Configuration Checks/Vulnerabilities/CVE"],
        Remediation={"Recommendation": {"Text": "update", "Url": "https://example.com/cve"}},
    )
    (item,) = found([row]).items
    assert (item.severity, item.verdict, item.state) == ("CRITICAL", Verdict.FAIL, "vulnerability")
    assert (item.group, item.url) == ("Security Hub · Inspector", "https://example.com/cve")
    assert dict(item.fields)["resource"] == "arn:aws:s3:::media"


def test_none_is_a_zero_that_was_counted() -> None:
    (count,) = found([]).observations
    assert (count.value, count.detail) == (0.0, "none is open")


async def test_ten_thousand_findings_show_their_first_at_once_and_are_counted_then(aws_keys: None) -> None:
    with aws_endpoint({"securityhub.get_findings": hub(10_000)}) as aws:
        asked = provider(aws.url, "securityhub", timeout="60s")
        with within(5):
            first = await asked.fetch()
            while not first.items:
                first = await asked.fetch()
        assert first.partial
        assert len(first.items) == 100
        assert [item.severity for item in first.items[:6]] == ["HIGH"] * 5 + ["LOW"]
        assert seen(first, "aws.securityhub_findings").detail.startswith("at least 5 high")
        last = await whole(asked, 60)
    assert seen(last, "aws.securityhub_findings").value == 10_000
    assert len(last.items) == 500


async def test_a_few_are_counted_at_once(aws_keys: None) -> None:
    with aws_endpoint({"securityhub.get_findings": hub(101)}) as aws:
        answer = await whole(provider(aws.url, "securityhub"))
        assert aws.count("securityhub.get_findings") == 3
    assert seen(answer, "aws.securityhub_findings").value == 101
    assert seen(answer, "aws.securityhub_findings").detail == "5 high, 96 low"
