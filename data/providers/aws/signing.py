"""Signs in: a session of boto3, whose credentials are known to be there."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

import boto3
import botocore.session
from botocore.exceptions import BotoCoreError, NoCredentialsError
from botocore.loaders import Loader, create_loader

from data.providers.aws.settings import AwsSettings
from data.scrubber import Scrubber


class SecondFactor(BotoCoreError):  # type: ignore[misc]
    """The profile would have somebody type a code, and botocore would ask for it on the terminal."""

    fmt = "the profile asks for the code of a second factor"


class SignedIn:
    """A session, what lies beneath it, and what hides its secrets. Raises what boto3 raises."""

    def __init__(self, settings: AwsSettings) -> None:
        self.core = botocore.session.Session(profile=settings.profile or None)
        self.core.register_component("data_loader", _models())
        if settings.credentials_file is not None:
            self.core.set_config_variable("credentials_file", str(settings.credentials_file))
        profiles = self.core.full_config.get("profiles") or {}
        if any(_asks(each) for each in _chain(profiles, self.core.profile or "default")):
            raise SecondFactor
        self.session: Any = boto3.Session(botocore_session=self.core, region_name=settings.region or None)
        credentials = self.session.get_credentials()
        if credentials is None:
            raise NoCredentialsError
        frozen = credentials.get_frozen_credentials()
        self._secrets = {secret for secret in (frozen.secret_key, frozen.token) if secret}
        self.scrubber = Scrubber(self._secrets)

    def sent(self, token: str) -> None:
        """A session's token that went out, which is another one after each renewal."""
        if token not in self._secrets:
            self._secrets.add(token)
            self.scrubber = Scrubber(self._secrets)


def _chain(profiles: Mapping[str, Any], name: str) -> Iterator[Mapping[str, Any]]:
    """A profile, and those whose credentials it takes to become what it is."""
    seen: set[str] = set()
    while name and name not in seen:
        seen.add(name)
        profile = profiles.get(name) or {}
        yield profile
        name = str(profile.get("source_profile") or "")


def _asks(profile: Mapping[str, Any]) -> bool:
    return bool(profile.get("role_arn") and profile.get("mfa_serial"))


@cache
def _models() -> Loader:
    """The models of services, which are read once, however often somebody signs in."""
    return create_loader(botocore.session.Session().get_config_variable("data_path"))
