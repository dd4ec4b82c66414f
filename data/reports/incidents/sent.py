"""What became of the words of an incident: each letter, where it went, and when it came."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from data.models.outbox import Posted, channel_title
from data.outbox.fold import fold_outbox
from data.outbox.telling import state_words
from data.reports.incidents.case import Case
from data.safe import safe


@dataclass(frozen=True, slots=True)
class Sent:
    """One letter; `came` is when the other side had it, None where it has not, or nobody knows."""

    channel: str
    audience: str
    subject: str
    queued: datetime
    came: datetime | None
    attempts: int
    state: str
    by: str
    entry: str


def sent(case: Case) -> tuple[Sent, ...]:
    """The letters in the order in which they were written."""
    outbox = fold_outbox(case.entries.values(), drill=case.incident.drill)
    return tuple(_sent(each, case.at) for each in outbox.of(case.incident.id))


def _sent(posted: Posted, now: datetime) -> Sent:
    letter = posted.letter
    return Sent(
        channel=channel_title(safe(letter.channel)),
        audience=letter.audience.value,
        subject=safe(letter.subject or letter.body),
        queued=posted.queued,
        came=next((each.received for each in posted.attempts if each.receipt), None),
        attempts=len(posted.attempts),
        state=safe(state_words(posted, now)),
        by=safe(posted.by),
        entry=posted.entry,
    )
