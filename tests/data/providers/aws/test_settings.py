from __future__ import annotations

import pytest
from pydantic import ValidationError

from data.providers.aws.settings import AwsSettings
from data.providers.aws.table import SERVICES


def test_all_services_are_asked_where_none_is_named() -> None:
    settings = AwsSettings(name="prod")
    assert settings.feeds() == frozenset(signal for service in SERVICES for signal in service.feeds)
    assert (settings.every, settings.timeout) == (60.0, 30.0)


def test_only_what_is_named_is_fed() -> None:
    assert AwsSettings(name="prod", services=("s3",)).feeds() == {"aws.s3_reachable", "aws.s3_encrypted"}


@pytest.mark.parametrize("key", ["services", "pace"])
def test_an_unknown_service_is_refused_with_the_nearest(key: str) -> None:
    value = ["s33"] if key == "services" else {"s33": "5m"}
    with pytest.raises(ValidationError, match='there is no service "s33": the nearest known one is "s3"'):
        AwsSettings.model_validate({"name": "prod", key: value})


def test_an_address_with_a_password_is_masked() -> None:
    settings = AwsSettings(name="prod", endpoint_url="http://me:c4n4ry@127.0.0.1:5000")
    assert "c4n4ry" not in str(settings.masked())
