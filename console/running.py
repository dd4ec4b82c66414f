"""Opening a run of a checklist: which one is to do, whose numbers decide, and where one was."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from console.half_written import HalfWrittenTexts
from data.incidents.actions import open_actions
from data.models.entry import Draft, Entry
from data.models.incident import Assigned
from data.models.run import Run
from data.procedures import intents
from data.procedures.action_items import brings_actions, carried_actions
from data.procedures.agenda import day_of, run_to_do
from data.procedures.calendar import current
from data.procedures.carry import carried_from, last_run
from data.procedures.fold import fold_runs
from data.procedures.standard import standard_for
from screens.checklists.deciding import RunContext

if TYPE_CHECKING:
    from console.parts import Parts

_GOES_ON = timedelta(hours=1)
"""After so long nobody takes up a run of the day before where the console ended in it."""


def prepare_run(
    parts: Parts,
    entries: Iterable[Entry],
    half_written: HalfWrittenTexts,
    checklist_id: str,
    actions: Sequence[Assigned] = (),
) -> tuple[RunContext, list[Draft]]:
    """The run of a list that is to do now, and the entries that begin it where nobody has.

    `actions` are the open action items of incidents that belong into it.
    """
    checklist = next(each for each in parts.checklists if each.id == checklist_id)
    zone, now = parts.standing.zone, parts.time.now()
    told = tuple(entries)
    runs = fold_runs(told, drill=parts.journal.drill)
    begins = _begins(checklist_id, told, runs, half_written.open_run, now)
    day = day_of(checklist, zone, begins)
    id, begun = run_to_do(checklist, day, runs.values())
    chosen = parts.chosen_policy or (begun.policy if begun else "")
    standard = standard_for(checklist, parts.policies, configured=parts.standing.policy, chosen=chosen)
    occasion = current(checklist.recurrence, zone, begins)
    context = RunContext(
        checklist=checklist,
        run=id,
        day=day,
        standard=standard,
        time=parts.time,
        due=occasion.due if occasion else None,
        cursor=half_written.cursor(id),
        half_written=lambda key: half_written.text(id, key),
        recording=not parts.only_looks,
    )
    if begun is not None:
        return context, []
    carried = carried_from(last_run(checklist.id, runs.values()), checklist)
    carried += carried_actions(actions, now.astimezone(zone).date(), zone)
    return context, intents.start(checklist, id, day, standard.policy.id, carried)


def _begins(
    checklist_id: str, entries: Iterable[Entry], runs: Mapping[str, Run], left: str, now: datetime
) -> datetime:
    """When the run to do begins: now, but where the console ended in one a moment ago, when that began.

    Otherwise whoever is called away at midnight would come back to an empty list.
    """
    run = runs.get(left)
    if run is None or run.checklist != checklist_id or run.signed is not None or run.started_at is None:
        return now
    touched = max((each.at for each in entries if each.get("run") == left), default=run.started_at)
    return run.started_at if now - touched < _GOES_ON else now


def actions_for(parts: Parts, checklist_id: str) -> tuple[Assigned, ...]:
    """The open action items that belong into a list; reads the journal, on a thread of its own."""
    checklist = next(each for each in parts.checklists if each.id == checklist_id)
    return open_actions(parts.journal) if brings_actions(checklist, parts.checklists) else ()


def left_open(parts: Parts, entries: Iterable[Entry], half_written: HalfWrittenTexts) -> Run | None:
    """The run that somebody was working on when the console ended, if it is still to do."""
    run = fold_runs(entries, drill=parts.journal.drill).get(half_written.open_run)
    if run is None or run.signed is not None:
        return None
    return run if any(each.id == run.checklist for each in parts.checklists) else None
