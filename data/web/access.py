"""What every source that is asked over a JSON interface can be told."""

from __future__ import annotations

from pydantic import Field, SecretStr, model_validator

from data.config.base import Duration
from data.config.secret import SecretReader
from data.config.token import TokenSettings
from data.errors import ConfigError, SourceError
from data.models.failure import FailureKind
from data.web.address import HttpUrl


class ApiSettings(TokenSettings):
    """An interface over HTTP: where it is, and the token that it is asked with."""

    every: Duration = Field(default=60.0, ge=0.5)
    """From the start of one round of asking to the start of the next."""
    timeout: Duration = Field(default=10.0, gt=0, le=600)
    """A bound on one whole round, whatever the source does."""
    url: HttpUrl
    """Where the interface begins; another than the vendor's own for an installation of one's own."""
    proxy: HttpUrl | None = None
    """The proxy to use; the environment's HTTP_PROXY is never used."""
    proxy_env: str | None = None
    """The environment variable that holds the proxy's address, where it has a password in it."""

    @model_validator(mode="after")
    def _one_proxy(self) -> ApiSettings:
        if self.proxy and self.proxy_env:
            raise ValueError("give one of proxy and proxy_env")
        return self


def proxy_of(settings: ApiSettings, secrets: SecretReader) -> SecretStr | None:
    """The proxy's address. Raises SourceError where the variable that holds it is not set."""
    if settings.proxy is not None:
        return SecretStr(settings.proxy)
    try:
        return secrets.read(env=settings.proxy_env, file=None, key="proxy_env")
    except ConfigError as error:
        raise SourceError(FailureKind.NOT_CONFIGURED, error.message, error.remedy) from None
