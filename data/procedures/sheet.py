"""A run laid out along its list: what a screen, a summary and a command all show."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from data.models.checklist import Checklist, Item
from data.models.item_record import ItemRecord
from data.models.run import Run
from data.procedures.action_items import ACTIONS, is_action
from data.procedures.carry import previous_run
from data.procedures.comparison import Change, change_of

CARRIED = "Carried over"
DAY = "{day}"


@dataclass(frozen=True, slots=True)
class Row:
    """One item: the list's words, what the run knows of it, and how it stands against last time."""

    item: Item
    group: str
    record: ItemRecord
    change: Change | None = None


@dataclass(frozen=True, slots=True)
class Sheet:
    """A run, row by row in the list's order, then what was carried from elsewhere."""

    checklist: Checklist
    run: Run
    rows: tuple[Row, ...]
    previous: Run | None = None


def sheet_of(checklist: Checklist, run: Run, runs: Iterable[Run] = ()) -> Sheet:
    """The sheet of a run; `runs` are those that the last one is looked for among."""
    previous = previous_run(run, runs)
    wanted = set(run.expected) or {item.id for item in checklist.items}
    listed = [(group.title, item) for group in checklist.groups for item in group.items if item.id in wanted]
    ids = {item.id for _, item in listed}
    unlisted = sorted((record for record in run.all if record.id not in ids), key=_is_action)
    others = [(ACTIONS if _is_action(record) else CARRIED, _unlisted(record)) for record in unlisted]
    rows = tuple(
        Row(item, group, run.record(item.id), _change(run, previous, item.id))
        for group, item in (*listed, *others)
    )
    return Sheet(checklist, run, rows, previous)


def filled(command: tuple[str, ...], day: date) -> tuple[str, ...]:
    """A list's command with the day filled in where the document has one."""
    return tuple(argument.replace(DAY, day.isoformat()) for argument in command)


def _change(run: Run, previous: Run | None, item: str) -> Change | None:
    return change_of(run.record(item), previous.records.get(item)) if previous else None


def _is_action(record: ItemRecord) -> bool:
    return is_action(record.id)


def _unlisted(record: ItemRecord) -> Item:
    """An item that the list does not have any more, by the title that was carried with it."""
    return Item(record.id, record.carried.title if record.carried else record.id)
