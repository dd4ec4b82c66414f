"""What a console writes of an incident by itself, as drafts of entries."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from typing import Any

from data.incidents.crossing import Notice
from data.incidents.deputy import Call, missed_unseen
from data.incidents.drafting import draft_of
from data.incidents.spans import until
from data.journal.evidence import evidence_table
from data.models.entry import Draft
from data.models.incident import Incident
from data.models.timer import Timer, TimerState

_CALLED = 8


def entered(incident: Incident, notices: Iterable[Notice]) -> list[Draft]:
    """Signals that crossed limits, alerts, deployments."""
    return [draft_of(incident, each.kind, _fields(each)) for each in notices]


def _call_key(round: int) -> str:
    """What the call-out of a round is told by."""
    return f"call {round}"


def called(incident: Incident, round: int, calls: Sequence[Call], timers: Iterable[Timer]) -> list[Draft]:
    """The call-out of a round, and the clocks that it names as overdue; none where all is in order."""
    if not calls or _call_key(round) in incident.told:
        return []
    fields = {"key": _call_key(round), "text": call_words(calls)}
    keys = _overdue_keys(timers)
    return [draft_of(incident, "call", {**fields, "keys": keys} if keys else fields)]


def call_words(calls: Sequence[Call]) -> str:
    """A call-out in one line, the most urgent first."""
    words = "; ".join(f"{each.kind.value}: {each.words}" for each in calls[:_CALLED])
    return f"{words}; and {len(calls) - _CALLED} more" if len(calls) > _CALLED else words


def missed(incident: Incident, timers: Iterable[Timer]) -> tuple[Timer, ...]:
    """What became overdue since anything was last recorded of it, and nobody has been told of."""
    latest = max((line.stamp.steady for line in incident.timeline), default=incident.began.steady)
    seen = latest - incident.began.steady
    told = {key.removeprefix("overdue ") for key in incident.told if key.startswith("overdue ")}
    return missed_unseen(timers, seen, told)


def told_missed(incident: Incident, timers: Sequence[Timer], key: str) -> list[Draft]:
    """That these were missed while nobody looked."""
    if not timers:
        return []
    spans = "; ".join(f"{each.name} {until(each.left or 0.0)}" for each in timers)
    fields = {"key": key, "keys": _overdue_keys(timers), "text": f"missed while nobody looked: {spans}"}
    return [draft_of(incident, "missed", fields)]


def missed_key(timers: Sequence[Timer]) -> str:
    """The same, whoever tells of these clocks."""
    return "missed " + ", ".join(sorted(each.key for each in timers))


def _overdue_keys(timers: Iterable[Timer]) -> list[str]:
    """The keys by which clocks that are overdue are known to have been told."""
    over = [each for each in timers if each.state is TimerState.MISSED and not each.former]
    return [f"overdue {each.key}" for each in over]


def without(drafts: Iterable[Draft], told: Collection[str]) -> list[Draft]:
    """The drafts whose key has not been told."""
    return [draft for draft in drafts if draft.fields.get("key") not in told]


def _fields(notice: Notice) -> dict[str, Any]:
    fields: dict[str, Any] = {"text": notice.words, "key": notice.keys[0]}
    if len(notice.keys) > 1:
        fields["keys"] = list(notice.keys[1:])
    fields["evidence"] = [evidence_table(each) for each in notice.evidence]
    return fields
