"""What Sentry means by an answer that is no success."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from data.errors import SourceError
from data.models.failure import Failure, FailureKind
from data.web.answer import HttpAnswer, status_failure
from data.web.shape import inner, word

_REMEDIES = {
    401: "name a valid auth token in token_env or token_file",
    403: "the token needs org:read, project:read and event:read",
    404: "check organization and project: their slugs stand in the address of their pages",
}


def refusal(answer: HttpAnswer, now: datetime) -> Failure | None:
    """Why an answer is no use; None for a success. Sentry writes ``{"detail": …}``."""
    failure = status_failure(answer, now)
    if failure is None:
        return None
    said = _said(answer)
    words = f"Sentry says: {said}" if said else failure.message
    if failure.kind is FailureKind.RATE_LIMITED:
        return replace(failure, message=words)
    return replace(failure, message=words, remedy=_REMEDIES.get(answer.status, failure.remedy))


def _said(answer: HttpAnswer) -> str:
    try:
        document = answer.json()
    except SourceError:
        return ""
    if not isinstance(document, dict):
        return ""
    return word(document, "detail", 300) or word(inner(document, "detail"), "message", 300)
