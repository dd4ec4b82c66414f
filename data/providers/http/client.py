"""Asks an HTTP service."""

from __future__ import annotations

from data.errors import ConfigError, SourceError
from data.models.failure import FailureKind
from data.models.reading import Answer
from data.provider import ProviderContext
from data.providers.http.expectation import refusal
from data.providers.http.parse import observations
from data.providers.http.secret import Access, read_access
from data.providers.http.settings import HttpSettings
from data.web.address import mask_url
from data.web.client import HttpClient
from data.web.options import HttpOptions


class HttpProvider:
    """Makes a new connection each round, so that each proves name, way and certificate."""

    def __init__(self, settings: HttpSettings, context: ProviderContext) -> None:
        self._settings = settings
        self._context = context
        self._access: Access | None = None
        self._client: HttpClient | None = None

    async def fetch(self) -> Answer:
        """One request. Raises SourceError where no answer comes, or one that is about us alone."""
        settings = self._settings
        try:
            access = read_access(settings, self._context.secrets)
        except ConfigError as error:
            raise SourceError(FailureKind.NOT_CONFIGURED, error.message, error.remedy) from None
        client = await self._opened(access)
        url = access.url.get_secret_value()
        answer = await client.request(settings.method, url)
        now = self._context.time.now()
        ours = refusal(answer, settings, now)
        if ours is not None:
            raise SourceError.of(ours)
        return Answer(
            observations(answer, settings, now),
            query=f"{settings.method} {mask_url(url)}",
            raw=answer.shown,
            digest=answer.digest,
        )

    async def close(self) -> None:
        """Let go of the client."""
        client, self._client = self._client, None
        if client is not None:
            await client.close()

    async def _opened(self, access: Access) -> HttpClient:
        """The client; a new one where a secret was changed since the last round."""
        if self._client is None or access != self._access:
            await self.close()
            self._access = access
            self._client = HttpClient(
                self._options(access),
                self._context.time,
                headers=self._settings.headers,
                secret_headers=access.headers,
            )
        return self._client

    def _options(self, access: Access) -> HttpOptions:
        settings = self._settings
        return HttpOptions(
            timeout=settings.patience,
            max_bytes=settings.max_bytes,
            max_redirects=settings.max_redirects,
            proxy=access.proxy,
            ca_file=settings.ca_file,
            keep_alive=False,
        )
