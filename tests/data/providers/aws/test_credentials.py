"""Keys in a file of one's own."""

from __future__ import annotations

from pathlib import Path

import pytest
from botocore.exceptions import ProfileNotFound

from data.errors import SourceError
from data.models.failure import FailureKind
from data.providers.aws.boto import Account, BotoCalls
from data.providers.aws.settings import AwsSettings
from data.timekeeping import SystemTimekeeper

pytestmark = pytest.mark.filterwarnings("ignore:datetime.datetime.utcnow:DeprecationWarning")


def account_of(profile: str, keys: Path) -> Account:
    """An account with a file of keys."""
    settings = AwsSettings(
        name="prod",
        profile=profile,
        region="eu-west-1",
        endpoint_url="http://127.0.0.1:9",
        credentials_file=keys,
    )
    return Account(settings, SystemTimekeeper().elapsed)


@pytest.fixture
def keys(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "of-the-environment")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "of-the-environment")
    file = tmp_path / "keys"
    file.write_text("[here]\naws_access_key_id = of-the-file\naws_secret_access_key = c4n4ry\n")
    return file


def test_the_profile_of_the_file_counts_whatever_the_environment_says(keys: Path) -> None:
    account = account_of("here", keys)
    signer = account.client("s3")._request_signer
    assert signer._credentials.access_key == "of-the-file"
    assert "c4n4ry" not in account.scrubber.text("the secret is c4n4ry")


def test_a_profile_that_the_file_does_not_have_is_not_there(keys: Path) -> None:
    with pytest.raises(ProfileNotFound):
        account_of("elsewhere", keys).client("s3")


def test_the_file_is_reckoned_from_the_configuration(tmp_path: Path) -> None:
    settings = AwsSettings.model_validate(
        {"name": "prod", "credentials_file": "keys"}, context={"folder": tmp_path}
    )
    assert settings.credentials_file == tmp_path / "keys"


@pytest.mark.parametrize("through", ["role", "far"])
def test_nobody_is_asked_for_a_code_on_the_terminal(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, through: str
) -> None:
    file = tmp_path / "config"
    file.write_text(
        "[profile keys]\naws_access_key_id = a\naws_secret_access_key = b\n"
        "[profile role]\nrole_arn = arn:aws:iam::123456789012:role/ops\nsource_profile = keys\n"
        "mfa_serial = arn:aws:iam::123456789012:mfa/me\n"
        "[profile far]\nrole_arn = arn:aws:iam::210987654321:role/ops\nsource_profile = role\n"
    )
    monkeypatch.setenv("AWS_CONFIG_FILE", str(file))
    settings = AwsSettings(
        name="prod", profile=through, region="eu-west-1", endpoint_url="http://127.0.0.1:9"
    )
    calls = BotoCalls(Account(settings, SystemTimekeeper().elapsed), lambda: False)
    with pytest.raises(SourceError) as caught:
        calls.one("s3", "list_buckets")
    assert caught.value.failure.kind is FailureKind.AUTH
    assert "second factor" in caught.value.failure.message


@pytest.mark.parametrize(
    ("service", "region", "address"),
    [
        ("s3", "eu-west-1", "https://s3.eu-west-1.amazonaws.com"),
        ("ce", "eu-west-1", "https://ce.us-east-1.amazonaws.com"),
        ("health", "eu-west-1", "https://global.health.amazonaws.com"),
        ("iam", "eu-west-1", "https://iam.amazonaws.com"),
        ("budgets", "eu-west-1", "https://budgets.amazonaws.com"),
        ("cloudfront", "eu-west-1", "https://cloudfront.amazonaws.com"),
        ("iam", "cn-north-1", "https://iam.cn-north-1.amazonaws.com.cn"),
    ],
)
def test_services_that_there_is_one_of_are_asked_where_they_are(
    aws_keys: None, service: str, region: str, address: str
) -> None:
    account = Account(AwsSettings(name="prod", region=region), SystemTimekeeper().elapsed)
    assert account.client(service).meta.endpoint_url == address


def test_without_a_region_it_says_where_to_set_one(aws_keys: None) -> None:
    calls = BotoCalls(Account(AwsSettings(name="prod"), SystemTimekeeper().elapsed), lambda: False)
    with pytest.raises(SourceError) as caught:
        calls.one("cloudwatch", "describe_alarms")
    failure = caught.value.failure
    assert (failure.kind, failure.remedy) == (FailureKind.NOT_CONFIGURED, 'set region, such as "eu-west-1"')
