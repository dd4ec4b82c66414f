"""What people did about alerts, folded from the journal."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from data.models.entry import Entry

ACKNOWLEDGED = "alert.acknowledged"
UNACKNOWLEDGED = "alert.unacknowledged"
SILENCED = "alert.silenced"
EXTENDED = "alert.extended"
EXPIRED = "alert.expired"
RESOLVED = "alert.resolved"
KINDS = frozenset({ACKNOWLEDGED, UNACKNOWLEDGED, SILENCED, EXTENDED, EXPIRED, RESOLVED})
OWN_LASTS = timedelta(days=1)
"""After so long an acknowledgement of the console's own alerts counts no more: nobody may remember it."""


@dataclass(frozen=True, slots=True)
class Act:
    """One entry about an alert; `alert` is its key, empty for a silence made by matchers."""

    entry: str
    kind: str
    at: datetime
    by: str
    alert: str
    title: str
    reason: str = ""
    source: str = ""
    silence: str = ""
    until: datetime | None = None
    since: datetime | None = None

    @property
    def word(self) -> str:
        """What was done, in a word."""
        return self.kind.removeprefix("alert.")


@dataclass(frozen=True, slots=True)
class Acts:
    """All of them oldest first, and who has taken on which of the console's own alerts."""

    all: tuple[Act, ...] = ()
    holders: Mapping[str, Act] = field(default_factory=dict)

    def about(self, key: str, silences: Iterable[str] = ()) -> tuple[Act, ...]:
        """What was done about one alert, or to one of these silences."""
        ids = frozenset(silences) - {""}
        return tuple(act for act in self.all if act.alert == key or act.silence in ids)

    def holder(self, key: str, now: datetime) -> Act | None:
        """Who has taken on one of the console's own alerts, unless that was too long ago."""
        held = self.holders.get(key)
        return held if held is not None and now - held.at < OWN_LASTS else None


def _tells_of_an_alert(entry: Entry) -> bool:
    """Whether an entry is one of these."""
    return entry.kind in KINDS


def fold_acts(entries: Iterable[Entry], *, drill: bool = False) -> Acts:
    """The acts in a row of entries, oldest first; those of drills, or those in earnest."""
    acts = tuple(_act(entry) for entry in entries if _tells_of_an_alert(entry) and entry.drill is drill)
    holders: dict[str, Act] = {}
    for act in acts:
        if act.kind == ACKNOWLEDGED:
            held = holders.get(act.alert)
            if held is None or act.at - held.at >= OWN_LASTS:
                holders[act.alert] = act  # who comes second while somebody holds it does not take it over
        elif act.kind in (UNACKNOWLEDGED, RESOLVED):
            holders.pop(act.alert, None)
    return Acts(acts, holders)


def _act(entry: Entry) -> Act:
    return Act(
        entry=entry.id,
        kind=entry.kind,
        at=entry.at,
        by=entry.by,
        alert=str(entry.get("alert", "")),
        title=str(entry.get("title", "")),
        reason=str(entry.get("reason", "")),
        source=str(entry.get("source", "")),
        silence=str(entry.get("silence", "")),
        until=_moment(entry.get("until")),
        since=_moment(entry.get("since")),
    )


def _moment(value: object) -> datetime | None:
    return value if isinstance(value, datetime) and value.tzinfo is not None else None
