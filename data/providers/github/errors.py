"""What GitHub means by an answer that is no success."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from data.models.failure import Failure, FailureKind
from data.safe import safe
from data.web.answer import HttpAnswer, status_failure
from data.web.said import document
from data.web.shape import word

_OFF = (
    (
        "dependabot alerts are",
        "switch Dependabot alerts on in the repository's settings, or leave vulnerabilities out of watch",
    ),
    ("advanced security must be enabled", "enable code security, or leave scanning out of watch"),
    ("code security must be enabled", "enable code security, or leave scanning out of watch"),
    ("code scanning is not enabled", "set up code scanning, or leave scanning out of watch"),
    ("no analysis found", "let a workflow upload an analysis, or leave scanning out of watch"),
)
"""Words of a feature that is switched off, with what to do."""


def refusal(answer: HttpAnswer, now: datetime) -> Failure | None:
    """Why an answer is no use; None for a success."""
    failure = status_failure(answer, now)
    if failure is None:
        return None
    said = word(document(answer), "message", 300)
    words = f"GitHub says: {said}" if said else failure.message
    if failure.kind is FailureKind.RATE_LIMITED:
        return replace(failure, message=words, remedy="raise every, or use a token with a higher limit")
    for beginning, remedy in _OFF:
        if answer.status in (403, 404) and beginning in said.lower():
            return Failure(FailureKind.NOT_CONFIGURED, words, remedy)
    if 300 <= answer.status < 400:
        return replace(failure, remedy="it was renamed or moved: put its new name in repository")
    return replace(failure, message=words, remedy=_remedy(answer) or failure.remedy)


def _remedy(answer: HttpAnswer) -> str:
    headers = answer.headers
    if answer.status == 401:
        return "name a valid token in token_env or token_file"
    if answer.status == 404:
        return "check repository; a private one answers so too where the token may not see it"
    if answer.status != 403:
        return ""
    if "x-github-sso" in headers:
        return "authorise the token for the organisation's single sign-on"
    needed = headers.get("x-accepted-github-permissions") or headers.get("x-accepted-oauth-scopes")
    return f"the token needs {safe(needed, 100)}" if needed else ""
