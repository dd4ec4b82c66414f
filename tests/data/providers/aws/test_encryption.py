from __future__ import annotations

from typing import Any

import pytest

from data.errors import SourceError
from data.providers.aws.services.encryption import ask, found
from tests.aws import calls, moment
from tests.aws_endpoint import Answering, Refusal, aws_endpoint
from tests.moto_server import client

RULES = {"Rules": [{"ApplyServerSideEncryptionByDefault": {"SSEAlgorithm": "aws:kms"}}]}
NOTHING: dict[str, Answering] = {
    "ec2.describe_volumes": {"Volumes": []},
    "rds.describe_db_instances": {"DBInstances": []},
    "s3.list_buckets": {"Buckets": []},
}


def test_where_nothing_is_stored(moto: str) -> None:
    (told,) = ask(calls(moto), moment()).observations
    assert (told.value, told.detail) == (None, "nothing is stored here")


def test_volumes_databases_and_buckets_of_moto(moto: str) -> None:
    for encrypted in (True, False):
        client("ec2", moto).create_volume(AvailabilityZone="eu-west-1a", Size=8, Encrypted=encrypted)
    client("rds", moto).create_db_instance(
        DBInstanceIdentifier="main",
        DBInstanceClass="db.t3.micro",
        Engine="postgres",
        AllocatedStorage=20,
        StorageEncrypted=True,
        MasterUsername="u",
        MasterUserPassword="p4ssword",
    )
    s3 = client("s3", moto)
    s3.create_bucket(Bucket="media", CreateBucketConfiguration={"LocationConstraint": "eu-west-1"})
    s3.put_bucket_encryption(Bucket="media", ServerSideEncryptionConfiguration=RULES)
    (told,) = ask(calls(moto), moment()).observations
    assert told.value == 75
    assert told.detail.startswith("1 of 4 are not: volume vol-")


def test_a_bucket_without_rules_counts_and_one_that_has_gone_does_not(aws_keys: None) -> None:
    def rules(asked: dict[str, Any]) -> Refusal:
        if "bare" in asked["path"]:
            return Refusal("ServerSideEncryptionConfigurationNotFoundError", "none", 404)
        return Refusal("NoSuchBucket", "gone", 404)

    buckets: dict[str, Answering] = {
        "s3.list_buckets": {"Buckets": [{"Name": "bare"}, {"Name": "gone"}]},
        "s3.get_bucket_encryption": rules,
    }
    with aws_endpoint(NOTHING | buckets) as aws:
        (told,) = ask(calls(aws.url), moment()).observations
    assert (told.value, told.detail) == (0, "1 of 1 are not: bucket bare")


def test_what_may_not_be_looked_at_is_no_pass(aws_keys: None) -> None:
    barred: dict[str, Answering] = {
        "s3.list_buckets": {"Buckets": [{"Name": "a"}]},
        "s3.get_bucket_encryption": Refusal("AccessDenied", "no", 403),
    }
    with aws_endpoint(NOTHING | barred) as aws, pytest.raises(SourceError) as caught:
        ask(calls(aws.url), moment())
    assert caught.value.failure.remedy == "grant s3:GetEncryptionConfiguration"


def test_buckets_that_were_too_many_to_ask_are_said() -> None:
    (told,) = found({"bucket a": True}, 300).observations
    assert told.detail == "all 1 are; 300 more buckets were not asked"
