"""What Slack refuses, in its own words, and what that says about a letter."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from data.channel import NotDelivered
from data.models.failure import FailureKind
from data.web.shape import word

_TOKEN = "make a new token and put it where [channel.slack] names it"
_INVITE = "invite the bot to the channel, or check channel in [channel.slack]"
_KINDS: dict[str, tuple[FailureKind, str]] = {
    "account_inactive": (FailureKind.AUTH, _TOKEN),
    "channel_is_archived": (FailureKind.NOT_FOUND, "make a webhook for a channel that is in use"),
    "channel_not_found": (FailureKind.NOT_FOUND, _INVITE),
    "invalid_auth": (FailureKind.AUTH, _TOKEN),
    "invalid_token": (FailureKind.AUTH, "make a new webhook"),
    "is_archived": (FailureKind.NOT_FOUND, "name a channel that is in use in [channel.slack]"),
    "msg_too_long": (FailureKind.TOO_LARGE, "make it shorter"),
    "no_service": (FailureKind.NOT_FOUND, "the webhook was removed: make a new one"),
    "no_team": (FailureKind.NOT_FOUND, "the webhook was removed: make a new one"),
    "not_authed": (FailureKind.AUTH, _TOKEN),
    "not_in_channel": (FailureKind.RIGHTS, _INVITE),
    "token_expired": (FailureKind.AUTH, _TOKEN),
    "token_revoked": (FailureKind.AUTH, _TOKEN),
}
_TOO_OFTEN = ("ratelimited", "rate_limited", "message_limit_exceeded")
_LATER = ("service_unavailable", "request_timeout", "team_added_to_org", "rollup_error")
_HALF_DONE = ("internal_error", "fatal_error", "rollup_error")
"""Of these it says that some aspect of the operation may have succeeded."""


class Refused(NotDelivered):
    """Slack answered, and said no; `word` is its word for why."""

    def __init__(self, error: str, needed: str = "", method: str = "") -> None:
        self.word = error
        kind, remedy = _KINDS.get(error, (FailureKind.REFUSED, ""))
        if error == "missing_scope":
            kind, remedy = FailureKind.RIGHTS, f"give the bot the scope {needed}" if needed else ""
        if error in _TOO_OFTEN:
            kind = FailureKind.RATE_LIMITED
        super().__init__(
            kind,
            f"Slack says: {error}{f' ({method})' if method else ''}",
            remedy,
            certain=error not in _HALF_DONE,
            final=error not in (*_TOO_OFTEN, *_LATER, *_HALF_DONE),
        )


def refused(answer: Mapping[str, Any], method: str) -> Refused:
    """What an answer with ``"ok": false`` means."""
    return Refused(word(answer, "error", 80) or "no reason", word(answer, "needed", 80), method)
