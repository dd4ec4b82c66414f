"""Why a source could not be asked, or its answer not be used: failure as a record."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class FailureKind(StrEnum):
    """The kinds of failure that are told apart, because different people mend them."""

    TIMEOUT = "timeout"
    CONNECT = "connect"
    DNS = "dns"
    TLS = "tls"
    AUTH = "auth"
    RIGHTS = "rights"
    RATE_LIMITED = "rate-limited"
    NOT_FOUND = "not-found"
    BAD_ANSWER = "bad-answer"
    TOO_LARGE = "too-large"
    MISSING_PROGRAM = "missing-program"
    NOT_CONFIGURED = "not-configured"
    REFUSED = "refused"
    INTERNAL = "internal"


@dataclass(frozen=True, slots=True)
class Failure:
    """What went wrong, in one line, and what a person can do about it.

    `retry_after` is what the source itself asked for, in seconds.
    """

    kind: FailureKind
    message: str
    remedy: str = ""
    retry_after: float | None = None
