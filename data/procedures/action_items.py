"""Action items of incidents in checklists: they come back with each new run until somebody closes them.

They stand in a run as what was carried into it, each with an id of its own. Deciding one there also
writes the entry that closes it in its incident, or opens it again.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

from data.models.checklist import Checklist, Every
from data.models.entry import Draft
from data.models.incident import Action, Assigned
from data.models.item_record import Carried, ItemRecord, ItemState
from data.models.weekday import Weekday

ACTIONS = "Action items"
"""The heading that they stand under."""
_PREFIX = "action-"


def is_action(item: str) -> bool:
    """Whether an item of a run is an action item of an incident."""
    return item.startswith(_PREFIX)


def brings_actions(checklist: Checklist, lists: Iterable[Checklist]) -> bool:
    """Whether the open action items stand in a list: of each document in one alone, Monday's if it has one.

    Else in its first weekly list, which falls due on Monday; where it has none, in the one that comes
    round most often.
    """
    own = [each for each in lists if each.document == checklist.document and _rank(each) is not None]
    first = min(own, key=lambda each: _rank(each) or 0, default=None)
    return first is not None and first.id == checklist.id


def carried_actions(found: Iterable[Assigned], today: date, zone: ZoneInfo) -> tuple[Carried, ...]:
    """What a run begins with: every open action item, with its owner and how late it is, in words."""
    return tuple(
        Carried(
            item=f"{_PREFIX}{each.incident}-{each.action.id}",
            title=each.action.text,
            since=each.action.stamp.at.astimezone(zone).date(),
            run=each.incident,
            words=owed_words(each.action, today),
        )
        for each in found
        if each.action.done is None
    )


def owed_words(action: Action, today: date) -> str:
    """How late it is, who owes it, and until when: ``OVERDUE by 2 days: bo, due 2026-11-27``."""
    due = f"due {action.due.isoformat()}" if action.due else "without a day"
    days = action.overdue(today)
    late = f"OVERDUE by {days} day{'s' if days > 1 else ''}: " if days else ""
    return f"{late}{action.owner or 'nobody'}, {due}"


def owed_document(each: Assigned, today: date) -> dict[str, Any]:
    """An action item as JSON knows it, in every listing."""
    action = each.action
    return {
        "incident": each.incident,
        "action": action.id,
        "text": action.text,
        "owner": action.owner or None,
        "due": action.due.isoformat() if action.due else None,
        "area": action.area or None,
        "overdue_d": action.overdue(today),
    }


def left_words(found: Sequence[Assigned], today: date) -> str:
    """How many are open, how many of these are late: ``2 action items are open, 1 overdue``."""
    count = "1 action item is open" if len(found) == 1 else f"{len(found)} action items are open"
    late = sum(each.action.overdue(today) > 0 for each in found)
    return f"{count}, {late} overdue" if late else count


def closed_by(record: ItemRecord, words: str, *, drill: bool) -> list[Draft]:
    """What closes the action item of an item that was decided to be done; nothing for other items."""
    said = {"note": words.strip()} if words.strip() else {}
    return _on(record, "incident.action-done", said, drill)


def opened_by(record: ItemRecord, *, drill: bool) -> list[Draft]:
    """What opens it again, when that decision is taken back."""
    done = record.mark is not None and record.mark.state is ItemState.DONE
    return _on(record, "incident.action-opened", {}, drill) if done else []


def _on(record: ItemRecord, kind: str, said: dict[str, str], drill: bool) -> list[Draft]:
    carried = record.carried
    if carried is None or not is_action(record.id):
        return []
    action = record.id.removeprefix(f"{_PREFIX}{carried.run}-")
    return [Draft(kind, {"incident": carried.run, "action": action, **said}, drill=drill)]


def _rank(checklist: Checklist) -> int | None:
    """How well a list suits: the lowest best; None for one that does not come round by itself."""
    recurrence: Sequence[object] = (checklist.recurrence.every, checklist.recurrence.weekday)
    match recurrence:
        case (Every.WEEK, Weekday.MONDAY):
            return 0
        case (Every.WEEK, None):
            return 1
        case (Every.ON_DEMAND, _):
            return None
    return 2 + list(Every).index(checklist.recurrence.every)
