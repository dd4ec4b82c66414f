"""What an HTTP service is asked with: address, proxy and headers, once their secrets are read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from pydantic import SecretStr

from data.config.secret import SecretReader
from data.errors import ConfigError
from data.providers.http.settings import HttpSettings
from data.web.address import check_http_url


@dataclass(frozen=True, slots=True)
class Access:
    """Address and proxy may hold secrets, so they do not print either."""

    url: SecretStr
    proxy: SecretStr | None
    headers: Mapping[str, SecretStr]


def read_access(settings: HttpSettings, secrets: SecretReader) -> Access:
    """Everything that the settings name. Raises ConfigError, naming the key, where one is missing."""
    proxy = secrets.read(env=settings.proxy_env, file=None, key="proxy_env")
    return Access(
        url=_address(settings, secrets),
        proxy=proxy or (SecretStr(settings.proxy) if settings.proxy else None),
        headers={
            **{
                name: _present(secrets.read(env=env, file=None, key=f"header_env.{name}"))
                for name, env in settings.header_env.items()
            },
            **{
                name: _present(secrets.read(env=None, file=file, key=f"header_file.{name}"))
                for name, file in settings.header_file.items()
            },
        },
    )


def _address(settings: HttpSettings, secrets: SecretReader) -> SecretStr:
    if settings.url is not None:
        return SecretStr(settings.url)
    key = "url_env" if settings.url_env else "url_file"
    url = _present(secrets.read(env=settings.url_env, file=settings.url_file, key=key))
    try:
        return SecretStr(check_http_url(url.get_secret_value().strip()))
    except ValueError as error:
        raise ConfigError(str(error), key=key) from None


def _present(secret: SecretStr | None) -> SecretStr:
    assert secret is not None, "a reader that is given a name answers or raises"
    return secret
