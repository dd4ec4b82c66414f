"""Sends for botocore and bounds the answer in size and time; botocore's own reading bounds neither."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from botocore.awsrequest import AWSResponse
from botocore.exceptions import BotoCoreError, ConnectionClosedError, ReadTimeoutError
from botocore.httpsession import URLLib3Session
from urllib3 import exceptions as urllib

_MOST_BYTES = 16 * 1024 * 1024
ANSWER_S = 20.0
_CHUNK = 65_536


class TooLarge(BotoCoreError):  # type: ignore[misc]
    """An answer larger than any that a console reads; it is not asked for again."""

    fmt = "the answer is larger than {most} bytes"


class TooSlow(BotoCoreError):  # type: ignore[misc]
    """An answer that comes in drops."""

    fmt = "the answer takes longer than {seconds} s"


class Sender:
    """A handler of botocore's event before-send: what it returns is taken for the answer."""

    def __init__(
        self, session: URLLib3Session, elapsed: Callable[[], float], token: Callable[[str], None]
    ) -> None:
        self._session = session
        self._elapsed = elapsed
        self._token = token

    def __call__(self, request: Any, **_: object) -> AWSResponse:  # noqa: ANN401 - botocore has no types
        """Send it, and read the whole answer. Raises BotoCoreError."""
        until = self._elapsed() + ANSWER_S
        if token := request.headers.get("X-Amz-Security-Token"):
            self._token(token.decode() if isinstance(token, bytes) else token)
        request.stream_output = True  # so that the session leaves the reading to us
        answer = self._session.send(request)
        try:
            with _translated(request.url):
                body = b"".join(self._chunks(answer, until))
        except BotoCoreError:
            answer.raw.close()
            raise
        answer.raw.release_conn()
        return AWSResponse(answer.url, answer.status_code, answer.headers, _Read(body))

    def _chunks(self, answer: AWSResponse, until: float) -> Iterator[bytes]:
        told = answer.raw.length_remaining or 0
        size = 0
        while max(told, size) <= _MOST_BYTES:
            chunk = answer.raw.read1(_CHUNK)
            if not chunk:
                return
            yield chunk
            size += len(chunk)
            if self._elapsed() > until:
                raise TooSlow(seconds=ANSWER_S)
        raise TooLarge(most=_MOST_BYTES)


class _Read:
    """A body that has been read, as AWSResponse expects one."""

    def __init__(self, body: bytes) -> None:
        self._body = body

    def stream(self, **_: object) -> Iterator[bytes]:
        """All of it."""
        yield self._body


@contextmanager
def _translated(url: str) -> Iterator[None]:
    """What urllib3 raises while it reads, as botocore names it."""
    try:
        yield
    except urllib.ReadTimeoutError as error:
        raise ReadTimeoutError(endpoint_url=url, error=error) from None
    except (urllib.HTTPError, OSError) as error:
        raise ConnectionClosedError(endpoint_url=url, error=error) from None
