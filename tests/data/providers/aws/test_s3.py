from __future__ import annotations

from datetime import UTC, datetime

from console.lab.account.wire import MARK
from data.models.failure import FailureKind
from data.models.verdict import Verdict
from data.providers.aws.services.s3 import ask
from tests.aws import calls, moment, provider, seen, whole
from tests.aws_endpoint import Refusal, Sent, aws_endpoint
from tests.moto_server import client
from tests.recorded import FIXTURES

RULES = {"Rules": [{"ApplyServerSideEncryptionByDefault": {"SSEAlgorithm": "aws:kms"}}]}


async def test_an_empty_account_has_no_bucket_and_passes_nothing(moto: str) -> None:
    answer = await whole(provider(moto, "s3"))
    for signal in ("aws.s3_reachable", "aws.s3_encrypted"):
        told = seen(answer, signal)
        assert (told.value, told.failure, told.detail) == (None, None, "the account has no bucket")
    assert answer.items == ()


async def test_buckets_that_answer_and_are_encrypted(moto: str) -> None:
    s3 = client("s3", moto)
    for name in ("logs", "media"):
        s3.create_bucket(Bucket=name, CreateBucketConfiguration={"LocationConstraint": "eu-west-1"})
        s3.put_bucket_encryption(Bucket=name, ServerSideEncryptionConfiguration=RULES)
    answer = await whole(provider(moto, "s3"))
    assert seen(answer, "aws.s3_reachable").value == 1.0
    assert seen(answer, "aws.s3_encrypted").value == 1.0
    # The newest comes first, and the two may be made in one second or in two.
    assert sorted((item.kind, item.id, item.verdict) for item in answer.items) == [
        ("bucket", "logs", Verdict.PASS),
        ("bucket", "media", Verdict.PASS),
    ]


def test_a_recorded_answer(aws_keys: None) -> None:
    recorded = Sent((FIXTURES / "aws/list_buckets.xml").read_bytes(), 200, MARK)
    rules = {"ServerSideEncryptionConfiguration": RULES}
    with aws_endpoint(
        {"s3.list_buckets": recorded, "s3.head_bucket": {}, "s3.get_bucket_encryption": rules}
    ) as aws:
        result = ask(calls(aws.url), moment())
    assert [(item.id, item.at) for item in result.items] == [
        ("media", datetime(2026, 2, 3, 4, 5, 6, tzinfo=UTC)),
        ("logs", datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)),
    ]
    assert result.items[0].fields == (("encryption", "aws:kms"),)


def test_a_bucket_without_rules_is_said(aws_keys: None) -> None:
    none = Refusal("ServerSideEncryptionConfigurationNotFoundError", "not found", 404)
    with aws_endpoint(
        {
            "s3.list_buckets": {"Buckets": [{"Name": "bare"}, {"Name": "gone"}]},
            "s3.head_bucket": lambda sent: Refusal("404", status=404) if "gone" in sent["path"] else {},
            "s3.get_bucket_encryption": none,
        }
    ) as aws:
        reachable, encrypted = ask(calls(aws.url), moment()).observations
    assert (reachable.value, reachable.detail) == (0.0, "cannot be reached: gone")
    assert (encrypted.value, encrypted.detail) == (0.0, "not encrypted: bare")
    assert (reachable.judged, encrypted.judged) == (Verdict.FAIL, Verdict.WARN)


def test_what_may_not_be_looked_at_is_no_pass_and_names_the_right(aws_keys: None) -> None:
    with aws_endpoint(
        {"s3.list_buckets": {"Buckets": [{"Name": "a"}]}, "s3.head_bucket": Refusal("403", status=403)}
    ) as aws:
        reachable, _ = ask(calls(aws.url), moment()).observations
    assert reachable.value is None and reachable.failure is not None
    assert (reachable.failure.kind, reachable.failure.remedy) == (FailureKind.RIGHTS, "grant s3:ListBucket")
