from __future__ import annotations

from typing import Any

import pytest

from data.errors import SourceError
from data.models.failure import FailureKind
from data.models.verdict import Verdict
from data.providers.aws.services.config import ask, found
from tests.aws import calls, moment, provider, seen, whole
from tests.aws_endpoint import Answering, aws_endpoint

RECORDER = "config.describe_configuration_recorder_status"
RULES = "config.describe_compliance_by_config_rule"
RUNS: Answering = {"ConfigurationRecordersStatus": [{"name": "default", "recording": True}]}


def rule(name: str, state: str, failing: int | None = None, capped: bool = False) -> dict[str, Any]:
    compliance: dict[str, Any] = {"ComplianceType": state}
    if failing is not None:
        compliance["ComplianceContributorCount"] = {"CappedCount": failing, "CapExceeded": capped}
    return {"ConfigRuleName": name, "Compliance": compliance}


async def test_where_nothing_is_recorded_it_says_how(moto: str) -> None:
    failure = seen(await whole(provider(moto, "config")), "aws.config_compliance_pct").failure
    assert failure is not None
    assert failure.kind is FailureKind.NOT_CONFIGURED
    assert "put-configuration-recorder" in failure.remedy


@pytest.mark.parametrize(
    ("answers", "words"),
    [
        ({RECORDER: {"ConfigurationRecordersStatus": []}}, "put-configuration-recorder"),
        (
            {RECORDER: {"ConfigurationRecordersStatus": [{"recording": False}]}},
            "start-configuration-recorder",
        ),
        ({RECORDER: RUNS, RULES: {"ComplianceByConfigRules": []}}, "conformance pack"),
    ],
)
def test_what_is_missing_is_said_with_its_remedy(
    aws_keys: None, answers: dict[str, Answering], words: str
) -> None:
    with aws_endpoint(answers) as aws, pytest.raises(SourceError) as caught:
        ask(calls(aws.url), moment())
    assert caught.value.failure.kind is FailureKind.NOT_CONFIGURED
    assert words in caught.value.failure.remedy


def test_pages_of_rules_and_the_share_that_is_complied_with(aws_keys: None) -> None:
    def rules(asked: dict[str, Any]) -> dict[str, Any]:
        if asked.get("NextToken"):
            return {"ComplianceByConfigRules": [rule("ssh", "NON_COMPLIANT", 25, capped=True)]}
        rows = [rule("mfa", "COMPLIANT"), rule("new", "INSUFFICIENT_DATA"), rule("volumes", "COMPLIANT")]
        return {"ComplianceByConfigRules": rows, "NextToken": "more"}

    with aws_endpoint({RECORDER: RUNS, RULES: rules}) as aws:
        told = ask(calls(aws.url), moment())
    (share,) = told.observations
    assert share.value == pytest.approx(200 / 3)
    assert share.detail == "1 of 3 rules fail: ssh"
    assert [(item.id, item.verdict) for item in told.items] == [
        ("ssh", Verdict.FAIL),
        ("new", Verdict.NO_DATA),
        ("mfa", Verdict.PASS),
        ("volumes", Verdict.PASS),
    ]
    assert dict(told.items[0].fields) == {"resources that do not comply": "more than 25"}


def test_rules_that_were_never_evaluated_are_no_pass() -> None:
    (share,) = found([rule("new", "INSUFFICIENT_DATA"), rule("other", "NOT_APPLICABLE")]).observations
    assert (share.value, share.detail) == (None, "no rule has been evaluated yet")
