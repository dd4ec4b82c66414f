"""What Vercel means by an answer that is no success."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from data.errors import SourceError
from data.models.failure import Failure, FailureKind
from data.web.answer import HttpAnswer, status_failure
from data.web.shape import inner, word

_TOKEN = "name a valid token in token_env or token_file"


def refusal(answer: HttpAnswer, now: datetime) -> Failure | None:
    """Why an answer is no use; None for a success. Vercel writes ``{"error": {"code", "message"}}``."""
    failure = status_failure(answer, now)
    if failure is None:
        return None
    try:
        document = answer.json()
    except SourceError:
        return failure
    error = inner(document, "error") if isinstance(document, dict) else {}
    said = word(error, "message", 300) or word(error, "code", 100)
    words = f"Vercel says: {said}" if said else failure.message
    if failure.kind is FailureKind.RATE_LIMITED:
        return replace(failure, message=words)
    if error.get("invalidToken") is True or answer.status == 401:
        return replace(failure, kind=FailureKind.AUTH, message=words, remedy=_TOKEN)
    if answer.status == 403:
        return replace(failure, message=words, remedy="check team: the token must belong to it")
    if answer.status == 404:
        return replace(failure, message=words, remedy="check project and team")
    return replace(failure, message=words)
