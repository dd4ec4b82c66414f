"""What Vercel means by an answer that is no success: it writes ``{"error": {"code", "message"}}``."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from data.models.failure import Failure, FailureKind
from data.web.answer import HttpAnswer
from data.web.said import Document, Refusals, document
from data.web.shape import inner, word

_TOKEN = "name a valid token in token_env or token_file"


def _words(told: Document) -> str:
    error = inner(told, "error")
    return word(error, "message", 300) or word(error, "code", 100)


_REFUSALS = Refusals(
    "Vercel",
    _words,
    {401: _TOKEN, 403: "check team: the token must belong to it", 404: "check project and team"},
)


def refusal(answer: HttpAnswer, now: datetime) -> Failure | None:
    """Why an answer is no use; None for a success. A token that has ended is refused as 403, too."""
    failure = _REFUSALS.failure(answer, now)
    if failure is None or failure.kind is FailureKind.RATE_LIMITED:
        return failure
    if inner(document(answer), "error").get("invalidToken") is True:
        return replace(failure, kind=FailureKind.AUTH, remedy=_TOKEN)
    return failure
