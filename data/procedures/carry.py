"""What a run leaves to the next one of its list: every failure that nobody has cleared."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from data.models.checklist import Checklist
from data.models.item_record import Carried, ItemRecord, ItemState
from data.models.run import Run
from data.models.verdict import Verdict
from data.procedures.action_items import is_action


def previous_run(run: Run, runs: Iterable[Run]) -> Run | None:
    """The last run of the same list before this one."""
    return last_run(run.checklist, (other for other in runs if _order(other) < _order(run)))


def last_run(checklist: str, runs: Iterable[Run]) -> Run | None:
    """The latest run of a list."""
    return max((run for run in runs if run.checklist == checklist), key=_order, default=None)


def carried_from(previous: Run | None, checklist: Checklist) -> tuple[Carried, ...]:
    """What the next run begins with.

    A failure is gone once a later run found the item in order, or somebody cleared it. The action items
    of incidents are not here: these are asked for anew each time.
    """
    if previous is None:
        return ()
    titles = {item.id: item.title for item in checklist.items}
    return tuple(
        _carried(record, previous, titles)
        for record in previous.all
        if record.cleared is None and _unsettled(record) and not is_action(record.id)
    )


def _unsettled(record: ItemRecord) -> bool:
    if record.state is ItemState.FAILED or record.disputed:
        return True
    settled = record.state is ItemState.DONE and record.verdict is Verdict.PASS
    return record.carried is not None and not settled


def _carried(record: ItemRecord, run: Run, titles: Mapping[str, str]) -> Carried:
    before = record.carried
    return Carried(
        item=record.id,
        title=titles.get(record.id) or (before.title if before else "") or record.id,
        since=before.since if before else run.day,
        run=before.run if before else run.id,
        words=record.note or (record.check.words if record.check else "") or (before.words if before else ""),
    )


def _order(run: Run) -> tuple[object, int, str]:
    """Runs of one day count upwards: the second of a day has -2 behind it."""
    return (run.day, len(run.id), run.id)
