from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from data.errors import SourceError
from data.models.failure import FailureKind
from data.models.verdict import Verdict
from data.providers.aws.services.backup import ask
from tests.aws import calls, moment
from tests.aws_endpoint import Answering, aws_endpoint

NOW = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)
JOBS, PLANS = "backup.list_backup_jobs", "backup.list_backup_plans"
NO_PLAN: dict[str, Answering] = {JOBS: {"BackupJobs": []}, PLANS: {"BackupPlansList": []}}


def job(hours: float, state: str = "COMPLETED", name: str = "main", **more: object) -> dict[str, Any]:
    at = NOW - timedelta(hours=hours)
    return (
        {
            "BackupJobId": f"{name}-{hours}",
            "State": state,
            "CreationDate": at,
            "ResourceName": name,
            "ResourceType": "RDS",
            "BackupSizeInBytes": 1000,
        }
        | ({"CompletionDate": at} if state == "COMPLETED" else {})
        | more
    )


def test_without_a_plan_it_says_how(aws_keys: None) -> None:
    with aws_endpoint(NO_PLAN) as aws, pytest.raises(SourceError) as caught:
        ask(calls(aws.url), moment(NOW))
    assert caught.value.failure.kind is FailureKind.NOT_CONFIGURED


def test_with_a_plan_and_no_backup_there_is_none(aws_keys: None) -> None:
    with aws_endpoint(NO_PLAN | {PLANS: {"BackupPlansList": [{"BackupPlanId": "p"}]}}) as aws:
        age, failed = ask(calls(aws.url), moment(NOW)).observations
    assert (age.value, age.detail) == (None, "none was completed in 35 days")
    assert failed.value == 0


def test_the_newest_that_is_complete_and_those_that_failed(aws_keys: None) -> None:
    rows = [job(7), job(3, "FAILED", "media", StatusMessage="no space"), job(9), job(1, "RUNNING", "cache")]
    with aws_endpoint({JOBS: {"BackupJobs": rows}}) as aws:
        found = ask(calls(aws.url), moment(NOW))
        ((_, asked),) = aws.asked
    assert asked["createdAfter"].startswith("2026-11-19T09:00")
    age, failed = found.observations
    assert (age.value, age.detail) == (7, "RDS main")
    assert (failed.value, failed.detail) == (1, "of 4 in 24 h: RDS media")
    first = found.items[0]
    assert (first.kind, first.title, first.state, first.verdict) == (
        "backup",
        "RDS media",
        "failed",
        Verdict.FAIL,
    )
    assert dict(first.fields)["says"] == "no space"
    assert (first.amount, first.unit) == (1000, "bytes")


def test_the_last_one_is_found_however_old(aws_keys: None) -> None:
    def jobs(asked: dict[str, Any]) -> dict[str, Any]:
        return {
            "BackupJobs": [job(60), job(84)] if asked.get("state") == "COMPLETED" else [job(5, "EXPIRED")]
        }

    with aws_endpoint({JOBS: jobs}) as aws:
        age, failed = ask(calls(aws.url), moment(NOW)).observations
    assert age.value == 60
    assert failed.value == 1


def test_a_state_that_is_not_known_is_no_pass(aws_keys: None) -> None:
    with aws_endpoint({JOBS: {"BackupJobs": [job(7), job(8, "PENDING_THOUGHT")]}}) as aws:
        found = ask(calls(aws.url), moment(NOW))
    assert [item.verdict for item in found.items] == [Verdict.NO_DATA, Verdict.PASS]


def test_a_backup_of_the_future_is_new_and_not_less_than_that(aws_keys: None) -> None:
    with aws_endpoint({JOBS: {"BackupJobs": [job(-1)]}}) as aws:
        assert ask(calls(aws.url), moment(NOW)).observations[0].value == 0
