from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from data.models.verdict import Verdict
from data.providers.aws.services.cloudfront import ask, found
from tests.aws import calls, moment, provider, seen, whole
from tests.moto_server import client


def row(name: str, status: str = "Deployed", *, enabled: bool = True) -> dict[str, Any]:
    """A distribution as CloudFront lists it, as far as it is read."""
    return {
        "Id": name,
        "DomainName": f"{name}.cloudfront.net",
        "Status": status,
        "Enabled": enabled,
        "Aliases": {"Quantity": 1, "Items": [f"{name}.example.com"]},
        "LastModifiedTime": datetime(2026, 11, 20, tzinfo=UTC),
        "Comment": "",
    }


async def test_an_empty_account_has_no_distribution_and_passes_nothing(moto: str) -> None:
    told = seen(await whole(provider(moto, "cloudfront")), "aws.cloudfront_deployed")
    assert (told.value, told.detail) == (None, "the account has no distribution")


def test_a_distribution_of_a_real_interface(moto: str) -> None:
    origin = {"Id": "o", "DomainName": "o.s3.amazonaws.com", "S3OriginConfig": {"OriginAccessIdentity": ""}}
    client("cloudfront", moto).create_distribution(
        DistributionConfig={
            "CallerReference": "1",
            "Comment": "the shop",
            "Enabled": True,
            "Origins": {"Quantity": 1, "Items": [origin]},
            "DefaultCacheBehavior": {"TargetOriginId": "o", "ViewerProtocolPolicy": "allow-all"},
        }
    )
    result = ask(calls(moto), moment())
    assert [item.kind for item in result.items] == ["distribution"]
    assert result.observations[0].value in (0.0, 1.0)


def test_one_that_is_not_deployed_is_named() -> None:
    result = found([row("shop"), row("blog", "InProgress"), row("old", "InProgress", enabled=False)])
    (told,) = result.observations
    assert (told.value, told.detail) == (0.0, "not deployed: blog.example.com")
    assert told.judged is Verdict.WARN
    assert [(item.id, item.verdict) for item in result.items] == [
        ("blog", Verdict.WARN),
        ("old", Verdict.NO_DATA),
        ("shop", Verdict.PASS),
    ]


def test_all_deployed_and_none_in_use() -> None:
    assert found([row("shop"), row("blog")]).observations[0].value == 1.0
    off = found([row("old", enabled=False)]).observations[0]
    assert (off.value, off.detail) == (None, "every distribution is switched off")
