from __future__ import annotations

from typing import Any

import pytest

from data.models.verdict import Verdict
from data.providers.aws.services.cloudtrail import ask, found
from tests.aws import calls, moment
from tests.moto_server import client

ARN = "arn:aws:cloudtrail:eu-west-1:1:trail/all"
GOOD = {"TrailARN": ARN, "Name": "all", "LogFileValidationEnabled": True, "IsMultiRegionTrail": True}
LOGS = {"IsLogging": True}


def test_without_a_trail_nothing_is_written_down(moto: str) -> None:
    (told,) = ask(calls(moto), moment()).observations
    assert (told.value, told.detail) == (0.0, "there is no trail: nothing is written down")


def test_a_trail_of_moto(moto: str) -> None:
    client("s3", moto).create_bucket(
        Bucket="trail", CreateBucketConfiguration={"LocationConstraint": "eu-west-1"}
    )
    trails = client("cloudtrail", moto)
    trails.create_trail(Name="all", S3BucketName="trail", EnableLogFileValidation=True)
    (told,) = ask(calls(moto), moment()).observations
    assert (told.value, told.detail) == (0.0, "all: does not log")
    trails.start_logging(Name="all")
    found_ = ask(calls(moto), moment())
    assert found_.observations[0].value == 1.0
    assert [item.verdict for item in found_.items] == [Verdict.PASS]


@pytest.mark.parametrize(
    ("trail", "status", "state"),
    [
        ({}, {"IsLogging": False}, "does not log"),
        ({}, {}, "does not log"),
        ({"LogFileValidationEnabled": False}, LOGS, "no validation of its files"),
        ({}, LOGS | {"LatestDeliveryError": "AccessDenied"}, "cannot deliver: AccessDenied"),
        ({}, LOGS | {"LatestDigestDeliveryError": "NoSuchBucket"}, "cannot deliver digests: NoSuchBucket"),
    ],
)
def test_what_makes_a_trail_worthless(trail: dict[str, Any], status: dict[str, Any], state: str) -> None:
    told = found([GOOD | trail], {ARN: status})
    assert told.observations[0].value == 0.0
    assert (told.items[0].state, told.items[0].verdict) == (state, Verdict.FAIL)


def test_one_good_trail_is_enough() -> None:
    other = GOOD | {"TrailARN": "other", "Name": "old"}
    told = found([other, GOOD], {ARN: LOGS, "other": {"IsLogging": False}})
    assert told.observations[0].value == 1.0
    assert [item.verdict for item in told.items] == [Verdict.FAIL, Verdict.PASS]
