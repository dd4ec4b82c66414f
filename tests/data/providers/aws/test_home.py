from __future__ import annotations

import pytest

from data.providers.aws.boto import Account
from data.providers.aws.calls import HOME
from data.providers.aws.settings import AwsSettings


def address_of(service: str, region: str, endpoint_url: str | None = None) -> str:
    settings = AwsSettings.model_validate({"name": "prod", "region": region, "endpoint_url": endpoint_url})
    found: str = Account(settings, lambda: 0.0).client(service).meta.endpoint_url
    return found


@pytest.mark.parametrize(
    ("service", "region", "asked"),
    [
        ("cloudtrail", "eu-west-1", "https://cloudtrail.eu-west-1.amazonaws.com"),
        (f"cloudtrail{HOME}", "eu-west-1", "https://cloudtrail.us-east-1.amazonaws.com"),
        (f"cloudtrail{HOME}", "cn-north-1", "https://cloudtrail.cn-north-1.amazonaws.com.cn"),
    ],
)
def test_what_belongs_to_no_region_is_asked_at_home(
    aws_keys: None, service: str, region: str, asked: str
) -> None:
    assert address_of(service, region) == asked


def test_an_address_of_one_s_own_is_asked_as_it_is(aws_keys: None) -> None:
    assert address_of(f"cloudtrail{HOME}", "eu-west-1", "http://127.0.0.1:9") == "http://127.0.0.1:9"
