"""A JSON interface with a token: opened when first asked, anew where the token has changed."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import TypeVar
from urllib.parse import urlencode

from data.config.secret import SecretReader
from data.errors import SourceError
from data.models.failure import Failure
from data.timekeeping import Timekeeper
from data.web.access import ApiSettings, proxy_of
from data.web.answer import HttpAnswer, status_failure
from data.web.client import HttpClient
from data.web.keyed import Keyed, SecretHeaders, secret_headers
from data.web.options import MIB, HttpOptions

Params = Mapping[str, str | Sequence[str]]
Refusal = Callable[[HttpAnswer, datetime], Failure | None]
T = TypeVar("T")

_AT_ONCE = 4
_MAX_BYTES = 4 * MIB
_REMEMBER_BYTES = 8 * MIB
_SMALL = 64 * 1024
"""An answer up to this size is read at once; a larger one in a thread, so that keys are answered."""


class JsonApi:
    """Asks one interface; every failure is a SourceError.

    `refusal` says why an answer is no use, in the vendor's own words; `note` sees every answer.
    """

    def __init__(
        self,
        settings: ApiSettings,
        time: Timekeeper,
        secrets: SecretReader,
        *,
        headers: Mapping[str, str] | None = None,
        refusal: Refusal = status_failure,
        note: Callable[[HttpAnswer], None] | None = None,
        max_bytes: int = _MAX_BYTES,
    ) -> None:
        self.time = time
        self._settings = settings
        self._secrets = secrets
        self._headers = {"Accept": "application/json", **(headers or {})}
        self._refusal = refusal
        self._note = note
        self._max_bytes = max_bytes
        self._gate = asyncio.Semaphore(_AT_ONCE)
        self._way = Keyed(lambda: secret_headers(settings, secrets), self._open)
        self._asked: HttpClient | None = None

    async def renew(self) -> bool:
        """Read the token that the settings name; True where it is not the one that was used before."""
        client = await self._way.get()
        changed, self._asked = client is not self._asked, client
        return changed

    def address(self, path: str, params: Params | None = None) -> str:
        """The whole address of a path of this interface."""
        query = urlencode(params, doseq=True) if params else ""
        return f"{self._settings.url.rstrip('/')}{path}{'?' if query else ''}{query}"

    async def ask(self, url: str) -> HttpAnswer:
        """A 2xx answer of this address. Raises SourceError for any other."""
        client = await self._way.get()
        async with self._gate:
            answer = await client.request("GET", url)
        if self._note is not None:
            self._note(answer)
        failure = self._refusal(answer, self.time.now())
        if failure is not None:
            raise SourceError.of(failure)
        return answer

    async def close(self) -> None:
        """Let go of the connections."""
        await self._way.close()

    def _open(self, headers: SecretHeaders) -> HttpClient:
        settings = self._settings
        options = HttpOptions(
            timeout=settings.patience,
            max_bytes=self._max_bytes,
            proxy=proxy_of(settings, self._secrets),
            ca_file=settings.ca_file,
            remember_bytes=_REMEMBER_BYTES,
            open_paths=True,
        )
        return HttpClient(options, self.time, headers=self._headers, secret_headers=headers)


async def read_json(answer: HttpAnswer, parse: Callable[[object], T]) -> T:
    """What `parse` makes of the document; a large one is read beside the loop."""
    if len(answer.body) <= _SMALL:
        return parse(answer.json())
    return await asyncio.to_thread(lambda: parse(answer.json()))
