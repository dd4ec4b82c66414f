"""What became of a letter, in one line of its incident's timeline."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from data.models.letter import Purpose
from data.models.outbox import channel_title
from data.safe import safe

PREFIX = "outbox."
_HAPPENED = {
    "outbox.queued": "waiting to be sent",
    "outbox.tried": "given away",
    "outbox.sent": "sent",
    "outbox.retried": "to be tried again",
    "outbox.dropped": "taken back",
}


def telling_of_letter(kind: str, fields: Mapping[str, Any]) -> str:
    """The words of an entry of the outbox, as in "status page: investigating (sent)"."""
    happened = _HAPPENED.get(kind, "")
    if kind == "outbox.failed":
        happened = f"{'not sent' if fields.get('certain') is True else 'in doubt'}: {_said(fields, 'why')}"
    reason = _said(fields, "reason")
    happened = f"{happened}: {reason}" if reason else happened
    acknowledges = fields.get("purpose") == Purpose.ACKNOWLEDGE
    about = Purpose.ACKNOWLEDGE.value if acknowledges else _said(fields, "status") or _said(fields, "subject")
    channel = channel_title(_said(fields, "channel"))
    return f"{channel}: {about} ({happened})" if about else f"{channel}: {happened}"


def _said(fields: Mapping[str, Any], key: str) -> str:
    value = fields.get(key)
    return safe(value.strip()) if isinstance(value, str) else ""
