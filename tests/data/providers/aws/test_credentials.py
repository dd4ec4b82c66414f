"""Keys in a file of one's own."""

from __future__ import annotations

from pathlib import Path

import pytest
from botocore.exceptions import ProfileNotFound

from data.providers.aws.boto import Account
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
