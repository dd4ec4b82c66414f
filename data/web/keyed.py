"""Secrets on their way into requests, read anew each round: one that was changed is used at once."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Generic, Protocol, TypeVar

from pydantic import SecretStr

from data.config.secret import SecretReader
from data.config.token import HeaderSettings, TokenSettings
from data.errors import ConfigError, SourceError
from data.models.failure import FailureKind

SecretHeaders = Mapping[str, SecretStr]


class Closable(Protocol):
    """Something that holds connections."""

    async def close(self) -> None:
        """Let go of them."""
        ...


Way = TypeVar("Way", bound=Closable)


class Keyed(Generic[Way]):
    """What is opened with secret headers, and opened anew once one of them has changed."""

    def __init__(self, read: Callable[[], SecretHeaders], open: Callable[[SecretHeaders], Way]) -> None:
        self._read = read
        self._open = open
        self._headers: SecretHeaders | None = None
        self._opened: Way | None = None

    async def get(self) -> Way:
        """The way to the server. Raises what `read` and `open` raise."""
        headers = self._read()
        if self._opened is None or headers != self._headers:
            await self.close()
            self._opened = self._open(headers)
            self._headers = headers
        return self._opened

    async def close(self) -> None:
        """Let go of it; the next `get` opens it anew."""
        opened, self._opened = self._opened, None
        if opened is not None:
            await opened.close()


def secret_headers(settings: TokenSettings, secrets: SecretReader) -> dict[str, SecretStr]:
    """The headers that the settings name. Raises SourceError, naming the key, where one is missing."""
    headers: dict[str, SecretStr] = {}
    try:
        token = secrets.read(env=settings.token_env, file=settings.token_file, key="token")
        if token is not None:
            headers["Authorization"] = SecretStr(f"Bearer {token.get_secret_value()}")
        if isinstance(settings, HeaderSettings):
            for name, variable in settings.header_env.items():
                value = secrets.read(env=variable, file=None, key=f"header_env.{name}")
                headers[name] = value or SecretStr("")
    except ConfigError as error:
        raise SourceError(FailureKind.NOT_CONFIGURED, error.message, error.remedy) from None
    return headers
