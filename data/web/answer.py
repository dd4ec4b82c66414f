"""An HTTP answer, whole or cut at the bound, and what can be read out of it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from http import HTTPStatus
from typing import Any

from data.errors import SourceError
from data.models.failure import Failure, FailureKind
from data.safe import safe, safe_block
from data.web.address import mask_url
from data.web.rate import limited_for

_EXCERPT = 200
_SHOWN_HEADERS = ("content-type", "content-length", "date", "server", "location", "retry-after")


@dataclass(frozen=True, slots=True)
class HttpAnswer:
    """What came back; our own secrets are already taken out of `headers` and `body`.

    `url` is masked. `headers` have lower-case names. `complete` is False where the body was cut at
    the bound; `took_ms` runs until the last byte that was read; `attempts` is 2 where the first
    connection broke. `certificate` is the server's, DER, where the connection had one. `reused`
    says that the server was asked and that the body of the last time still holds.
    """

    url: str
    status: int
    headers: Mapping[str, str]
    body: bytes
    digest: str
    complete: bool
    took_ms: float
    attempts: int = 1
    certificate: bytes | None = None
    reused: bool = False

    @property
    def phrase(self) -> str:
        """The status as people know it: ``503 Service Unavailable``."""
        try:
            return f"{self.status} {HTTPStatus(self.status).phrase}"
        except ValueError:
            return str(self.status)

    @property
    def text(self) -> str:
        """The body as text in its declared encoding; unreadable bytes are replaced. Not yet safe."""
        _, _, charset = self.headers.get("content-type", "").partition("charset=")
        try:
            return self.body.decode(charset.split(";")[0].strip(" \"'") or "utf-8", errors="replace")
        except (LookupError, ValueError):
            return self.body.decode("utf-8", errors="replace")

    @property
    def excerpt(self) -> str:
        """The beginning of the body, one line, safe to show."""
        return safe(" ".join(self.text[: _EXCERPT * 5].split()), _EXCERPT) or "an empty answer"

    @property
    def shown(self) -> str:
        """Status, the harmless headers and the body, bounded and safe to show."""
        kept = ((name, self.headers[name]) for name in _SHOWN_HEADERS if name in self.headers)
        lines = [f"{name}: {mask_url(value) if name == 'location' else value}" for name, value in kept]
        return safe_block("\n".join([f"HTTP {self.phrase}", *lines, "", self.text]))

    def json(self) -> Any:  # noqa: ANN401 - JSON is whatever it is
        """The body as JSON. Raises SourceError where it is none, or was cut."""
        if not self.complete:
            raise SourceError(
                FailureKind.TOO_LARGE, f"the answer is larger than the bound of {len(self.body):,} bytes"
            )
        try:
            return json.loads(self.body)
        except (ValueError, RecursionError):
            raise SourceError(FailureKind.BAD_ANSWER, f"not JSON: {self.excerpt}") from None


def status_failure(answer: HttpAnswer, now: datetime) -> Failure | None:
    """Why an answer of a JSON interface is no use, judged by its status; None for a 2xx."""
    if 200 <= answer.status < 300:
        return None
    limited, wait = limited_for(answer.status, answer.headers, now)
    kind, remedy = _KINDS.get(429 if limited else answer.status, (FailureKind.BAD_ANSWER, ""))
    if answer.status == 304:
        return Failure(kind, "answered 304 Not Modified to a question without conditions")
    if 300 <= answer.status < 400:
        where = safe(mask_url(answer.headers.get("location", "nowhere")), _EXCERPT)
        return Failure(kind, f"answered {answer.phrase}: moved to {where}", "put the new address in url")
    return Failure(kind, f"answered {answer.phrase}: {answer.excerpt}", remedy, wait)


_KINDS = {
    401: (FailureKind.AUTH, "check the token or password that the source names"),
    403: (FailureKind.RIGHTS, "the token is known but lacks the right to read this"),
    404: (FailureKind.NOT_FOUND, "check the address"),
    407: (FailureKind.AUTH, "check the proxy's user and password"),
    429: (FailureKind.RATE_LIMITED, "ask less often: raise every"),
}
