"""Entries and moments, made quickly."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from itertools import count

from data.models.entry import Draft, Entry

DAY = date(2026, 11, 20)
NINE = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)
RUN = "manual-morning-2026-11-20"

Enter = Callable[..., Entry]


def entering(host: str = "bastion-1", start: datetime = NINE, day: date = DAY) -> Enter:
    """Makes entries as one console writes them: ten seconds apart, each with the next id."""
    numbers = count(1)

    def enter(
        kind: str, *, by: str = "alice", at: datetime | None = None, drill: bool = False, **fields: object
    ) -> Entry:
        number = next(numbers)
        return Entry(
            id=f"{host}-{number:04}",
            schema=1,
            at=at or start + timedelta(seconds=10 * number),
            day=day,
            by=by,
            host=host,
            kind=kind,
            drill=drill,
            fields={"run": RUN} | fields,
            line=number * 10,
        )

    return enter


def written(drafts: list[Draft], enter: Enter, **told: object) -> list[Entry]:
    """What the journal makes of drafts."""
    return [enter(draft.kind, **dict(draft.fields) | told) for draft in drafts]
