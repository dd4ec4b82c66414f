"""What every source that is asked over a JSON interface with a token can be told."""

from __future__ import annotations

from pydantic import Field, SecretStr, model_validator

from data.config.base import Duration, LocalPath, SourceSettings
from data.config.secret import SecretReader
from data.errors import ConfigError, SourceError
from data.models.failure import FailureKind
from data.web.address import HttpUrl


class ApiSettings(SourceSettings):
    """An interface over HTTP: where it is, and the token that it is asked with."""

    every: Duration = Field(default=60.0, ge=0.5)
    """From the start of one round of asking to the start of the next."""
    timeout: Duration = Field(default=10.0, gt=0, le=600)
    """A bound on one whole round, whatever the source does."""
    url: HttpUrl
    """Where the interface begins; another than the vendor's own for an installation of one's own."""
    token_env: str | None = None
    """The environment variable that holds the token."""
    token_file: LocalPath | None = None
    """Or the file that holds it, which only its owner may read."""
    proxy: HttpUrl | None = None
    """The proxy to use; the environment's HTTP_PROXY is never used."""
    proxy_env: str | None = None
    """The environment variable that holds the proxy's address, where it has a password in it."""
    ca_file: LocalPath | None = None
    """The authorities to believe (PEM) in place of the machine's."""

    @model_validator(mode="after")
    def _one_of_each(self) -> ApiSettings:
        if self.token_env and self.token_file:
            raise ValueError("give one of token_env and token_file")
        if self.proxy and self.proxy_env:
            raise ValueError("give one of proxy and proxy_env")
        return self


def read_token(settings: ApiSettings, secrets: SecretReader) -> SecretStr | None:
    """The token that is named; None where none is. Raises SourceError where it cannot be read."""
    return _read(secrets, settings.token_env, settings, "token")


def read_proxy(settings: ApiSettings, secrets: SecretReader) -> SecretStr | None:
    """The proxy's address. Raises SourceError where the variable that holds it is not set."""
    if settings.proxy is not None:
        return SecretStr(settings.proxy)
    return _read(secrets, settings.proxy_env, None, "proxy_env")


def _read(secrets: SecretReader, env: str | None, files: ApiSettings | None, key: str) -> SecretStr | None:
    try:
        return secrets.read(env=env, file=files.token_file if files else None, key=key)
    except ConfigError as error:
        raise SourceError(FailureKind.NOT_CONFIGURED, str(error), error.remedy) from None
