"""The outbox as JSON."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from console.cli.times import json_time
from data.models.outbox import Attempt, Posted
from data.outbox.telling import Line, state_words, what_to_do


def listing(letters: Iterable[Posted], now: datetime, zone: ZoneInfo) -> dict[str, Any]:
    """Of ``outbox list`` and ``outbox send``."""
    return {"schema": 1, "letters": [_head(each, now, zone) for each in letters]}


def shown(posted: Posted, now: datetime, zone: ZoneInfo) -> dict[str, Any]:
    """Of ``outbox show`` and of all that changes one."""
    letter = posted.letter
    return {
        "schema": 1,
        **_head(posted, now, zone),
        "purpose": letter.purpose.value,
        "subject": letter.subject,
        "text": letter.body,
        "to": list(letter.to),
        "severity": letter.severity or None,
        "stage": letter.stage.value,
        "attempts": [_attempt(each, zone) for each in posted.attempts],
    }


def ledger(lines: Iterable[Line], zone: ZoneInfo) -> dict[str, Any]:
    """Of ``outbox ledger``."""
    return {
        "schema": 1,
        "attempts": [
            {
                "letter": line.posted.key,
                "channel": line.posted.letter.channel,
                "incident": line.posted.letter.incident or None,
                **_attempt(line.attempt, zone),
            }
            for line in lines
        ],
    }


def _head(posted: Posted, now: datetime, zone: ZoneInfo) -> dict[str, Any]:
    letter = posted.letter
    return {
        "letter": posted.key,
        "channel": letter.channel,
        "incident": letter.incident or None,
        "words": letter.words or None,
        "audience": letter.audience.value,
        "state": posted.state.value,
        "stuck": posted.stuck,
        "says": state_words(posted, now),
        "to_do": what_to_do(posted) or None,
        "queued": json_time(posted.queued, zone),
        "by": posted.by,
        "sent_by": posted.home,
        "tries": len(posted.attempts),
        "receipt": posted.receipt.reference if posted.receipt else None,
    }


def _attempt(attempt: Attempt, zone: ZoneInfo) -> dict[str, Any]:
    return {
        "attempt": attempt.number,
        "at": json_time(attempt.at, zone),
        "by": attempt.by,
        "host": attempt.host,
        "in_doubt": attempt.in_doubt,
        "setbacks": [
            {
                "at": json_time(each.at, zone),
                "why": each.why,
                "remedy": each.remedy or None,
                "certain": each.certain,
                "final": each.final,
                "again_after_s": each.after,
            }
            for each in attempt.setbacks
        ],
        "receipt": attempt.receipt.reference if attempt.receipt else None,
        "received": json_time(attempt.received, zone),
    }
