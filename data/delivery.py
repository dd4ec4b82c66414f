"""Giving words away over HTTP, and what a failure says about whether they came.

What was refused before the body of a request left has not come: a refused connection, a name that
is not known, a certificate that is not trusted. Nor has what the other side refused in words: a
4xx, and 503, by which a server says that it cannot take requests. Every other 5xx, a time-out or a
connection that broke once the body was on its way leave it open.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import Awaitable, Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import TypeVar
from urllib.parse import parse_qsl, urlsplit

from pydantic import SecretStr

from data.channel import NotDelivered
from data.config.channel import ChannelSettings, WebChannelSettings
from data.config.secret import SecretReader
from data.errors import ConfigError, SourceError
from data.models.failure import FailureKind
from data.timekeeping import Timekeeper
from data.web.address import user_secrets
from data.web.answer import HttpAnswer, status_failure
from data.web.client import HttpClient
from data.web.failure import network_error
from data.web.options import MIB, HttpOptions
from data.web.progress import Progress
from data.web.retry_after import parse_retry_after
from data.web.trust import trust

T = TypeVar("T")
Says = Callable[[HttpAnswer], str]
"""What the other side says of its refusal, safe to show; empty where that is nothing."""

_NEVER_SENT = (FailureKind.DNS, FailureKind.TLS, FailureKind.NOT_CONFIGURED, FailureKind.REFUSED)
_NOT_MENDED_BY_WAITING = (FailureKind.NOT_CONFIGURED, FailureKind.REFUSED)
_TOO_OFTEN = (420, 429)
_LATER = (408, 425, *_TOO_OFTEN)
_DONE_AND_ELSEWHERE = (302, 303)
"""A form that was taken is often answered like this, and so is one that wants a log-in first."""
_UNAVAILABLE = 503
_LEAST_S = 0.05
_MAX_BYTES = 4 * MIB
_SECRET_PART = 8
_STILL_AT_IT_S = 2.0


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
        certain=failure.kind in _NEVER_SENT or not given,
        final=failure.kind in _NOT_MENDED_BY_WAITING,
    )


def refusal(answer: HttpAnswer, now: datetime, name: str, says: str = "") -> NotDelivered | None:
    """Why an answer is no receipt; None for a 2xx."""
    failure = status_failure(answer, now)
    if failure is None:
        return None
    status = answer.status
    too_often = status in _TOO_OFTEN
    return NotDelivered(
        FailureKind.RATE_LIMITED if too_often else failure.kind,
        f"answered {answer.phrase}: {says}" if says else failure.message,
        _remedy(status, name),
        certain=status == _UNAVAILABLE or (status < 500 and status not in _DONE_AND_ELSEWHERE),
        final=300 <= status < 500 and status not in _LATER,
        retry_after=parse_retry_after(answer.headers.get("retry-after"), now),
    )


def secret_of(secrets: SecretReader, settings: ChannelSettings, name: str, secret: str) -> SecretStr | None:
    """A secret that the channel names, read anew; None where it names none.

    Raises NotDelivered, naming the key to mend.
    """
    env: str | None = getattr(settings, f"{secret}_env")
    file: Path | None = getattr(settings, f"{secret}_file", None)
    key = f"channel.{name}.{secret}_{'env' if env else 'file'}"
    try:
        return secrets.read(env=env, file=file, key=key)
    except ConfigError as error:
        raise NotDelivered(
            FailureKind.NOT_CONFIGURED, error.message, error.remedy, certain=True, final=True
        ) from None


def proxy_of(settings: WebChannelSettings, secrets: SecretReader, name: str) -> SecretStr | None:
    """The address of the proxy to use; None for the straight way. Raises NotDelivered."""
    return SecretStr(settings.proxy) if settings.proxy else secret_of(secrets, settings, name, "proxy")


@contextmanager
def looking() -> Iterator[None]:
    """Whatever fails while a letter in doubt is looked for leaves it in doubt."""
    try:
        yield
    except NotDelivered as error:
        failure = error.failure
        raise NotDelivered(
            failure.kind,
            failure.message,
            failure.remedy,
            certain=False,
            final=error.final,
            retry_after=failure.retry_after,
        ) from None


def address_secrets(url: SecretStr) -> tuple[SecretStr, ...]:
    """An address that is secret as a whole, and its parts as they may turn up in an answer."""
    whole = url.get_secret_value()
    try:
        parts = urlsplit(whole)
    except ValueError:
        return (url,)
    values = [*parts.path.split("/"), *(value for _, value in parse_qsl(parts.query))]
    longer = [
        value for value in values if len(value) >= _SECRET_PART and not (value.isalpha() and value.islower())
    ]
    rest = f"{parts.path}?{parts.query}" if parts.query else parts.path
    return tuple(
        SecretStr(value) for value in (whole, rest, *user_secrets(whole), *longer) if value.strip("/")
    )


async def reach(url: str, settings: WebChannelSettings, secrets: SecretReader, name: str) -> str:
    """Connect to where an address leads, greet by TLS where it says so, and hang up; what was reached.

    Not a byte is asked, so that nothing there takes it for a letter. Behind a proxy only that is
    tried. Raises SourceError.
    """
    proxy = proxy_of(settings, secrets, name)
    try:
        parts = urlsplit(proxy.get_secret_value() if proxy else url)
        secure = parts.scheme == "https"
        port = parts.port or (443 if secure else 80)
        if not parts.hostname:
            raise ValueError
    except ValueError:
        raise SourceError(FailureKind.REFUSED, "not an address") from None
    tls = trust(settings.ca_file) if secure else None
    try:
        async with asyncio.timeout(settings.timeout):
            _, writer = await asyncio.open_connection(parts.hostname, port, ssl=tls)
    except TimeoutError:
        words = f"timed out after {settings.timeout:g} s while connecting"
        raise SourceError(FailureKind.TIMEOUT, words) from None
    except (OSError, UnicodeError) as error:
        raise network_error(error) or SourceError(FailureKind.CONNECT, "cannot connect") from None
    writer.transport.abort()
    return "its proxy is reached" if proxy else "is reached"


async def looked_for(look: Callable[[], Awaitable[T | None]], settings: ChannelSettings) -> T | None:
    """What `look` finds, at once or a little later: a slow server may still be at work on it."""
    found = await look()
    if found is None:
        await asyncio.sleep(min(_STILL_AT_IT_S, settings.timeout / 4))
        found = await look()
    return found


def cannot_tell(words: str) -> NotDelivered:
    """The other side keeps nothing that a letter could be known by."""
    return NotDelivered(
        FailureKind.BAD_ANSWER,
        words,
        "look whether it came, then drop it or send it again",
        certain=False,
        final=True,
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
