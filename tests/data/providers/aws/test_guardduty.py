from __future__ import annotations

from typing import Any

import pytest

from data.errors import SourceError
from data.models.failure import FailureKind
from data.models.verdict import Verdict
from data.providers.aws.services.guardduty import ask
from data.providers.aws.services.severity import severity_word, verdict_of
from tests.aws import calls, moment, provider, seen, whole
from tests.aws_endpoint import Answering, aws_endpoint

DETECTOR = "12abc34d567e8fa901bc2d34e56789f0"


def finding(identity: str, severity: float = 8.0, **more: object) -> dict[str, Any]:
    return {
        "AccountId": "1",
        "Arn": "arn",
        "CreatedAt": "2026-11-20T08:00:00.000Z",
        "Id": identity,
        "Region": "eu-west-1",
        "Resource": {"ResourceType": "Instance"},
        "SchemaVersion": "2.0",
        "Severity": severity,
        "Title": f"finding {identity}",
        "Type": "Recon:EC2/Portscan",
        "UpdatedAt": "2026-11-20T08:30:00.000Z",
        **more,
    }


def account(findings: list[dict[str, Any]]) -> dict[str, Answering]:
    """A GuardDuty with these findings, which gives ids in pages of fifty."""
    ranked = sorted(findings, key=lambda each: -each["Severity"])
    severities = [each["Severity"] for each in findings]

    def ids(asked: dict[str, Any]) -> dict[str, Any]:
        start = int(asked.get("nextToken") or 0)
        page = [each["Id"] for each in ranked[start : start + 50]]
        return {"FindingIds": page, "NextToken": str(start + 50) if start + 50 < len(ranked) else ""}

    def read(asked: dict[str, Any]) -> dict[str, Any]:
        assert len(asked["findingIds"]) <= 50
        return {"Findings": [each for each in ranked if each["Id"] in asked["findingIds"]]}

    groups = [{"Severity": each, "TotalFindings": severities.count(each)} for each in sorted(set(severities))]
    return {
        "guardduty.list_detectors": {"DetectorIds": [DETECTOR]},
        "guardduty.get_findings_statistics": {"FindingStatistics": {"GroupedBySeverity": groups}},
        "guardduty.list_findings": ids,
        "guardduty.get_findings": read,
    }


async def test_where_it_is_not_enabled_it_says_how(moto: str) -> None:
    with pytest.raises(SourceError) as caught:
        await whole(provider(moto, "guardduty"))
    assert caught.value.failure.kind is FailureKind.NOT_CONFIGURED
    assert "create-detector" in caught.value.failure.remedy


def test_no_finding_is_a_zero_that_was_counted(aws_keys: None) -> None:
    with aws_endpoint(account([])) as aws:
        found = ask(calls(aws.url), moment())
    assert (found.observations[0].value, found.observations[0].detail) == (0.0, "none is open")
    assert found.items == ()


def test_the_gravest_come_first(aws_keys: None) -> None:
    rows = [finding("a", 2.0), finding("b", 9.5), finding("c", 5.0), finding("d", 7.0)]
    with aws_endpoint(account(rows)) as aws:
        found = ask(calls(aws.url), moment())
    assert found.observations[0].value == 4
    assert found.observations[0].detail == "1 critical, 1 high, 1 medium, 1 low"
    assert [(item.id, item.severity, item.verdict) for item in found.items] == [
        ("b", "CRITICAL", Verdict.FAIL),
        ("d", "HIGH", Verdict.FAIL),
        ("c", "MEDIUM", Verdict.WARN),
        ("a", "LOW", Verdict.PASS),
    ]


async def test_ten_thousand_findings_are_counted_and_the_gravest_read(aws_keys: None) -> None:
    rows = [finding(str(number), (2.0, 5.0, 8.0)[number % 3]) for number in range(10_000)]
    with aws_endpoint(account(rows)) as aws:
        answer = await whole(provider(aws.url, "guardduty"))
        assert aws.count("guardduty.list_findings") == 10
        assert aws.count("guardduty.get_findings") == 10
    assert seen(answer, "aws.guardduty_findings").value == 10_000
    assert len(answer.items) == 500
    assert {item.severity for item in answer.items} == {"HIGH"}


@pytest.mark.parametrize(
    ("number", "word"),
    [(None, ""), (1.0, "LOW"), (3.9, "LOW"), (4.0, "MEDIUM"), (7, "HIGH"), (8.9, "HIGH"), (9.0, "CRITICAL")],
)
def test_a_severity_in_a_word(number: float | None, word: str) -> None:
    assert severity_word(number) == word


def test_a_severity_that_is_not_known_is_looked_at() -> None:
    assert verdict_of("") is verdict_of("APOCALYPTIC") is Verdict.WARN
    assert verdict_of("INFORMATIONAL") is Verdict.PASS
