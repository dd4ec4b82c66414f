from __future__ import annotations

import pytest

from data.providers.aws.boto import Account
from data.providers.aws.calls import HOME
from data.providers.aws.settings import AwsSettings


def region_of(service: str, region: str, endpoint_url: str | None = None) -> str:
    settings = AwsSettings.model_validate({"name": "prod", "region": region, "endpoint_url": endpoint_url})
    found: str = Account(settings, lambda: 0.0).client(service).meta.region_name
    return found


@pytest.mark.parametrize(
    ("service", "region", "asked"),
    [
        ("cloudtrail", "eu-west-1", "eu-west-1"),
        (f"cloudtrail{HOME}", "eu-west-1", "us-east-1"),
        (f"cloudtrail{HOME}", "cn-north-1", "cn-north-1"),
        ("ce", "eu-west-1", "us-east-1"),
    ],
)
def test_what_belongs_to_no_region_is_asked_at_home(
    aws_keys: None, service: str, region: str, asked: str
) -> None:
    assert region_of(service, region) == asked


def test_an_address_of_one_s_own_is_asked_as_it_is(aws_keys: None) -> None:
    assert region_of(f"cloudtrail{HOME}", "eu-west-1", "http://127.0.0.1:9") == "eu-west-1"
