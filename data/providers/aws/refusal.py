"""What AWS means when it refuses: from its code and words to a failure; pure."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from data.errors import SourceError
from data.models.failure import FailureKind
from data.providers.aws.rights import action_of
from data.safe import safe
from data.scrubber import Scrubber
from data.web.retry_after import parse_retry_after

_ACTION = re.compile(r"perform:? ([a-z0-9-]+:[A-Za-z0-9*]+)")
_NOT_ENABLED = re.compile(r"not (been )?(subscribed|enabled|opted|activated)|does not have .*support", re.I)
_NO_PLAN = re.compile(r"^(SubscriptionRequired|OptInRequired|NotSubscribed|DataUnavailable)")
_EXPIRED = re.compile(r"^(ExpiredToken|TokenRefreshRequired|RequestExpired)")
_CLOCK = re.compile(r"^(RequestTimeTooSkewed|RequestInTheFuture)")
_KEY = re.compile(
    r"^(InvalidClientTokenId|UnrecognizedClient|InvalidAccessKeyId|SignatureDoesNotMatch|AuthFailure"
    r"|IncompleteSignature|InvalidSignature|InvalidToken|MissingAuthenticationToken|NotSignedUp)"
)
_THROTTLED = re.compile(r"Throttl|TooManyRequests|^(RequestLimitExceeded|SlowDown|LimitExceeded|429)")
_BARRED = re.compile(
    r"^(AccessDenied|AllAccessDisabled|Unauthorized|NotAuthorized|Authorization|Forbidden|403)"
)
_MISSING = re.compile(r"^NoSuch|NotFound|^404$")
_INVALID = re.compile(r"^(Validation|Invalid|Malformed|Missing|Unsupported|BadRequest|400)")


@dataclass(frozen=True, slots=True)
class Refusal:
    """An error as AWS sent it; `text` is free of our secrets but not yet safe to show."""

    service: str
    operation: str
    code: str
    text: str
    status: int
    retry_after: str | None = None

    @property
    def words(self) -> str:
        """What it says, in one safe line."""
        text = "a web page in place of an answer" if self.text.lstrip().startswith("<") else self.text
        said = ": ".join(filter(None, (safe(self.code, 80), safe(text, 300))))
        return f"{self.service}: {said or f'status {self.status}'}"


def refusal(response: Mapping[str, Any], service: str, operation: str, scrub: Scrubber) -> Refusal:
    """The error in what botocore made of an answer."""
    said = response.get("Error") or {}
    meta = response.get("ResponseMetadata") or {}
    return Refusal(
        service,
        operation,
        scrub.text(str(said.get("Code") or "")),
        scrub.text(str(said.get("Message") or "")),
        int(meta.get("HTTPStatusCode") or 0),
        (meta.get("HTTPHeaders") or {}).get("retry-after"),
    )


def meaning(refused: Refusal, login: str) -> SourceError:
    """What a refusal means, and what is to be done; `login` is the command that signs in."""
    code, service = refused.code, refused.service
    if _NO_PLAN.match(code) or _NOT_ENABLED.search(refused.text):
        remedy = f"enable it, or leave {service} out of services"
        return SourceError(FailureKind.NOT_CONFIGURED, refused.words, remedy)
    if _EXPIRED.match(code) or _CLOCK.match(code) or _KEY.match(code):
        return _credentials(safe(code, 80), login)
    if _THROTTLED.search(code) or refused.status == 429:
        wait = parse_retry_after(refused.retry_after, datetime.now(UTC))
        words = f"{service} asks to be asked less often ({safe(code, 80)})"
        return SourceError(FailureKind.RATE_LIMITED, words, "it is asked again later", retry_after=wait)
    if _BARRED.match(code) or refused.status in (401, 403):
        named = _ACTION.search(refused.text)
        action = named[1] if named else action_of(service, refused.operation)
        return SourceError(FailureKind.RIGHTS, f"{service}: no right to {action}", f"grant {action}")
    if _MISSING.search(code):
        return SourceError(FailureKind.NOT_FOUND, refused.words)
    if refused.status < 500 and _INVALID.match(code):
        return SourceError(FailureKind.REFUSED, refused.words)
    return SourceError(FailureKind.BAD_ANSWER, refused.words)


def _credentials(code: str, login: str) -> SourceError:
    """Without AWS' own words: over a wrong signature they repeat what was signed."""
    if _CLOCK.match(code):
        return SourceError(FailureKind.AUTH, f"AWS says {code}", "set this machine's clock")
    if _EXPIRED.match(code):
        return SourceError(FailureKind.AUTH, f"the credentials have expired ({code})", f"run {login}")
    return SourceError(FailureKind.AUTH, f"AWS does not accept the credentials ({code})", f"run {login}")
