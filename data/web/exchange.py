"""One question and its answer: redirects as far as they are allowed, and one retry."""

from __future__ import annotations

import asyncio
import random
from dataclasses import dataclass

import httpx

from data.errors import SourceError
from data.models.failure import FailureKind
from data.web.body import read_body
from data.web.options import HttpOptions
from data.web.progress import Progress
from data.web.redirect import next_hop

_RETRY_PAUSE_S = (0.02, 0.12)
_SAFE_METHODS = ("GET", "HEAD")


@dataclass(frozen=True, slots=True)
class Received:
    """The last response as it came, with its body up to the bound."""

    response: httpx.Response
    body: bytes
    complete: bool
    certificate: bytes | None
    attempts: int


@dataclass(frozen=True, slots=True)
class Exchange:
    """Runs one request on an open client; `credentials` says that it carries some."""

    client: httpx.AsyncClient
    options: HttpOptions
    progress: Progress
    credentials: bool

    async def run(self, request: httpx.Request) -> Received:
        """The answer at the end of all redirects that may be followed."""
        bound = self.options.max_redirects
        for hops in range(bound + 1):
            received = await self._with_one_retry(request)
            location = received.response.headers.get("location")
            if not bound or not received.response.is_redirect or not location:
                return received
            if request.method not in _SAFE_METHODS or hops == bound:
                break
            target = next_hop(str(request.url), location, credentials=self.credentials)
            self.progress.redirected = True
            request = self.client.build_request(request.method, target, extensions=request.extensions)
        raise SourceError(FailureKind.REFUSED, f"redirected more than {bound} times", "look for a loop")

    async def _with_one_retry(self, request: httpx.Request) -> Received:
        try:
            return await self._once(request, attempts=1)
        except (httpx.ReadError, httpx.WriteError, httpx.RemoteProtocolError):
            if request.method not in _SAFE_METHODS:
                raise
        await asyncio.sleep(random.uniform(*_RETRY_PAUSE_S))
        return await self._once(request, attempts=2)

    async def _once(self, request: httpx.Request, *, attempts: int) -> Received:
        response = await self.client.send(request, stream=True)
        try:
            certificate = _certificate(response)
            body, complete = await read_body(response, self.options.max_bytes)
        finally:
            await response.aclose()
        return Received(response, body, complete, certificate, attempts)


def _certificate(response: httpx.Response) -> bytes | None:
    stream = response.extensions.get("network_stream")
    tls = stream.get_extra_info("ssl_object") if stream is not None else None
    der: bytes | None = tls.getpeercert(binary_form=True) if tls is not None else None
    return der
