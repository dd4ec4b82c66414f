"""Giving words away over HTTP, and what a failure says about whether they came.

What was refused before the body of a request left has not come: a refused connection, a name that
is not known, a certificate that is not trusted. Nor has what the other side refused in words: a
4xx, and 503, by which a server says that it cannot take requests. Every other 5xx, a time-out or a
connection that broke once the body was on its way leave it open.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime

from pydantic import SecretStr

from data.channel import NotDelivered
from data.config.channel import WebChannelSettings
from data.config.secret import SecretReader
from data.delivery.secret import proxy_of
from data.errors import SourceError
from data.models.failure import FailureKind
from data.timekeeping import Timekeeper
from data.web.answer import HttpAnswer, status_failure
from data.web.client import HttpClient
from data.web.options import MIB, HttpOptions
from data.web.progress import Progress
from data.web.retry_after import parse_retry_after

Says = Callable[[HttpAnswer], str]
"""What the other side says of its refusal, safe to show; empty where that is nothing."""

_NOT_MENDED_BY_WAITING = (FailureKind.NOT_CONFIGURED, FailureKind.REFUSED)
_TOO_OFTEN = (420, 429)
_LATER = (408, 425)
_DONE_AND_ELSEWHERE = (302, 303)
"""A form that was taken is often answered like this, and so is one that wants a log-in first."""
_UNAVAILABLE = 503
_LEAST_S = 0.05
_MAX_BYTES = 4 * MIB


class Errand:
    """One letter's way: all questions that it takes share one deadline and hide the same secrets.

    `name` is how the configuration calls the channel, `headers` are secret as well as `hidden`.
    Raises NotDelivered where a proxy's address is named and not there.
    """

    def __init__(
        self,
        name: str,
        settings: WebChannelSettings,
        secrets: SecretReader,
        time: Timekeeper,
        *,
        headers: Mapping[str, SecretStr] | None = None,
        hidden: Iterable[SecretStr] = (),
        says: Says = lambda answer: "",
    ) -> None:
        self._name = name
        self._settings = settings
        self._proxy = proxy_of(settings, secrets, name)
        self._time = time
        self._headers = headers or {}
        self._hidden = tuple(hidden)
        self._says = says
        self._until = asyncio.get_running_loop().time() + settings.timeout

    async def ask(
        self,
        method: str,
        url: str,
        document: object = None,
        *,
        params: Mapping[str, str] | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> HttpAnswer:
        """A 2xx answer. Raises NotDelivered for every other, and where none comes."""
        if self._left() <= 0:
            words = f"the {self._settings.timeout:g} s that it may take were over"
            raise NotDelivered(FailureKind.TIMEOUT, words, certain=True)
        content = None if document is None else json.dumps(document).encode()
        kind = {} if content is None else {"Content-Type": "application/json; charset=utf-8"}
        client, progress = self._client(), Progress()
        try:
            answer = await client.request(
                method,
                url,
                params=params,
                content=content,
                headers={**kind, **(headers or {})},
                progress=progress,
            )
        except SourceError as error:
            raise lost(error, given=progress.given) from None
        finally:
            await client.close()
        failure = refusal(answer, self._time.now(), self._name, self._says(answer))
        if failure is not None:
            raise failure
        return answer

    def _left(self) -> float:
        return self._until - asyncio.get_running_loop().time()

    def _client(self) -> HttpClient:
        options = HttpOptions(
            timeout=max(self._left(), _LEAST_S),
            max_bytes=_MAX_BYTES,
            proxy=self._proxy,
            ca_file=self._settings.ca_file,
            keep_alive=False,
            open_paths=True,
        )
        return HttpClient(options, self._time, secret_headers=self._headers, hidden=self._hidden)


def lost(error: SourceError, *, given: bool) -> NotDelivered:
    """What a failure without an answer means for a letter whose body had left, or had not."""
    failure = error.failure
    return NotDelivered(
        failure.kind,
        failure.message,
        failure.remedy,
        certain=not given,
        final=failure.kind in _NOT_MENDED_BY_WAITING,
    )


def refusal(answer: HttpAnswer, now: datetime, name: str, says: str = "") -> NotDelivered | None:
    """Why an answer is no receipt; None for a 2xx."""
    failure = status_failure(answer, now)
    if failure is None:
        return None
    status = answer.status
    too_often = status in _TOO_OFTEN or failure.kind is FailureKind.RATE_LIMITED
    return NotDelivered(
        FailureKind.RATE_LIMITED if too_often else failure.kind,
        f"answered {answer.phrase}: {says}" if says else failure.message,
        _remedy(status, name),
        certain=status == _UNAVAILABLE or (status < 500 and status not in _DONE_AND_ELSEWHERE),
        final=300 <= status < 500 and status not in _LATER and not too_often,
        retry_after=parse_retry_after(answer.headers.get("retry-after"), now),
    )


def _remedy(status: int, name: str) -> str:
    table = f"[channel.{name}]"
    if 300 <= status < 400:
        return f"put the new address in {table}"
    return {
        401: f"check the secret that {table} names",
        403: f"what {table} names is known, but may not write there",
        404: f"check the address in {table}",
        410: f"check the address in {table}",
        413: "make it shorter",
    }.get(status, "")
