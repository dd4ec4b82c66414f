"""What Supabase means by an answer that is no success."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from data.errors import SourceError
from data.models.failure import Failure, FailureKind
from data.web.answer import HttpAnswer, status_failure
from data.web.shape import word

_REMEDIES = {
    401: "name a valid access token in token_env or token_file",
    403: "the token must belong to a member of the project's organization",
    404: "check project: the reference in the address of its page",
}


def refusal(answer: HttpAnswer, now: datetime) -> Failure | None:
    """Why an answer is no use; None for a success. Supabase writes ``{"message"}``."""
    failure = status_failure(answer, now)
    if failure is None:
        return None
    try:
        document = answer.json()
    except SourceError:
        return failure
    said = word(document, "message", 300) if isinstance(document, dict) else ""
    words = f"Supabase says: {said}" if said else failure.message
    if failure.kind is FailureKind.RATE_LIMITED:
        return replace(failure, message=words)
    return replace(failure, message=words, remedy=_REMEDIES.get(answer.status, failure.remedy))
