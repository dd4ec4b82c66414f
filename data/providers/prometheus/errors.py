"""What an answer that is no success means."""

from __future__ import annotations

from datetime import datetime

from data.errors import SourceError
from data.models.failure import FailureKind
from data.safe import safe
from data.web.answer import HttpAnswer, status_failure

_KINDS = {
    "bad_data": (FailureKind.REFUSED, "mend the query's promql"),
    "timeout": (FailureKind.TIMEOUT, "make the query cheaper, or keep its answer by a recording rule"),
    "canceled": (FailureKind.TIMEOUT, "make the query cheaper, or keep its answer by a recording rule"),
    "unavailable": (FailureKind.CONNECT, "it may be starting"),
}


class QueryError(SourceError):
    """Prometheus answers, and says that this one query is no good."""


def api_error(answer: HttpAnswer, now: datetime) -> SourceError | None:
    """The error in an answer; None where it is a success."""
    failure = status_failure(answer, now)
    if failure is None:
        return None
    said = _said(answer)
    if said is not None and failure.kind is FailureKind.BAD_ANSWER:
        kind, remedy = _KINDS.get(said[0], (FailureKind.BAD_ANSWER, ""))
        if "too many samples" in said[1]:
            kind, remedy = (
                FailureKind.TOO_LARGE,
                "ask for fewer series, or keep the answer by a recording rule",
            )
        return QueryError(kind, f"Prometheus says {safe(said[0], 30)}: {safe(said[1], 300)}", remedy)
    if answer.status == 503:
        return SourceError(FailureKind.CONNECT, f"not ready: {failure.message}", "it may be starting")
    return SourceError.of(failure)


def _said(answer: HttpAnswer) -> tuple[str, str] | None:
    """The type and text of an error in Prometheus' own shape."""
    try:
        document = answer.json()
    except SourceError:
        return None
    if not isinstance(document, dict) or document.get("status") != "error":
        return None
    return str(document.get("errorType", "an error")), str(document.get("error", ""))
