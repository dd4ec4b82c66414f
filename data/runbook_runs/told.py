"""What has been told of one run while the fold goes on."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from data.journal.redaction import MASK
from data.models.entry import Entry
from data.models.runbook_run import (
    Mode,
    Outcome,
    RunbookRun,
    RunEnd,
    Said,
    StepRecord,
    StepState,
)
from data.procedures.fields import one_of, text, texts
from data.runbook_runs.reading_back import checked_from, execution_from, finished_from, said_by
from data.safe import safe


class Told:
    """One run, growing entry by entry."""

    def __init__(self, id: str, entry: Entry) -> None:
        began = Said(entry.by, entry.at)
        self._head = RunbookRun(
            id, said_by(entry, "runbook"), "", Mode.DRY, began, day=entry.day, drill=entry.drill
        )
        self._begun = False
        self._records: dict[str, StepRecord] = {}
        self._people: dict[str, None] = {}
        self._from = 0
        """The place among the steps before which nothing is to be done any more."""

    def take(self, entry: Entry) -> None:
        """Go on by one entry; what comes after the end changes nothing."""
        act = _ACTS.get(entry.kind)
        if act is None or self._head.end is not None:
            return
        self._people.setdefault(entry.by)
        act(self, entry)

    def so_far(self) -> RunbookRun:
        """The run as it stands."""
        steps = self._head.steps or tuple(self._records)
        at = next((id for id in steps[self._from :] if not self._of(id).state.settled), "")
        return replace(
            self._head,
            at="" if self._head.end else at,
            records=dict(self._records),
            people=tuple(self._people),
        )

    def begin(self, entry: Entry) -> None:
        """The first beginning says what it is all about."""
        if self._begun:
            return
        self._begun = True
        self._head = replace(
            self._head,
            runbook=said_by(entry, "runbook"),
            title=said_by(entry, "title"),
            mode=one_of(Mode, entry.get("mode")) or Mode.DRY,
            began=Said(entry.by, entry.at),
            steps=tuple(dict.fromkeys(texts(entry, "steps"))),
            values={**_values(entry), **self._head.values},
            digest=said_by(entry, "text_digest"),
            step_digests=dict(zip(texts(entry, "steps"), texts(entry, "step_digests"), strict=False)),
            incident=said_by(entry, "incident"),
            policy=said_by(entry, "policy"),
            day=entry.day,
            entry=entry.id,
        )

    def start(self, entry: Entry) -> None:
        """A command is about to run."""
        record = self._of(step := _step(entry))
        executions = (*record.executions, execution_from(entry))
        self._put(step, replace(record, state=StepState.STARTED, executions=executions))
        self._head = replace(self._head, values={**self._head.values, **_values(entry)})

    def finish(self, entry: Entry) -> None:
        """It has ended: the one that was started by the entry named, else the latest."""
        record = self._of(step := _step(entry))
        wanted = text(entry, "start")
        place = next(
            (n for n, each in enumerate(record.executions) if each.entry == wanted),
            len(record.executions) - 1,
        )
        if place < 0 or record.executions[place].ended is not None:
            return
        found = finished_from(record.executions[place], entry)
        executions = (*record.executions[:place], found, *record.executions[place + 1 :])
        latest = place == len(executions) - 1 and record.state is StepState.STARTED
        ended = _settled(entry) if found.good else StepState.FAILED
        self._put(step, replace(record, executions=executions, state=ended if latest else record.state))

    def confirm(self, entry: Entry) -> None:
        """Somebody says that a step is done."""
        record = self._of(step := _step(entry))
        answer, responder = said_by(entry, "answer"), said_by(entry, "responder")
        said = Said(entry.by, entry.at, said_by(entry, "note"), answer, responder)
        self._put(step, replace(record, state=_settled(entry), confirmed=said))

    def skip(self, entry: Entry) -> None:
        """Somebody leaves a step out."""
        record = self._of(step := _step(entry))
        said = Said(entry.by, entry.at, said_by(entry, "reason"))
        self._put(step, replace(record, state=StepState.SKIPPED, skipped=said))

    def check(self, entry: Entry) -> None:
        """What the readings said."""
        record = self._of(step := _step(entry))
        found = checked_from(entry)
        state = _settled(entry) if found.holds else StepState.FAILED
        self._put(step, replace(record, state=state, checks=(*record.checks, found)))

    def abort(self, entry: Entry) -> None:
        """Go on elsewhere, or not at all."""
        to = text(entry, "to")
        if not to:
            self._end(entry, Outcome.ABORTED)
        elif to in self._head.steps:
            self._jump(_step(entry), to)

    def finish_all(self, entry: Entry) -> None:
        """Nothing is left to do."""
        self._end(entry, one_of(Outcome, entry.get("outcome")) or Outcome.DONE)

    def _jump(self, step: str, to: str) -> None:
        """Forward, what lies between is passed over; back, what lies between is to do again."""
        order = self._head.steps
        here = order.index(step) if step in order else self._from
        there = order.index(to)
        for id in order[min(here, there) : max(here, there + 1)]:
            record = self._of(id)
            if there > here and id != to and not record.state.settled:
                self._put(id, replace(record, state=StepState.PASSED_OVER))
            elif there <= here or id == to:
                self._put(id, replace(record, state=StepState.AHEAD))
        self._from = there

    def _end(self, entry: Entry, outcome: Outcome) -> None:
        end = RunEnd(outcome, entry.by, entry.at, said_by(entry, "reason"))
        self._head = replace(self._head, end=end)

    def _of(self, step: str) -> StepRecord:
        return self._records.get(step) or StepRecord(step)

    def _put(self, step: str, record: StepRecord) -> None:
        if step:
            self._records[step] = record


def _step(entry: Entry) -> str:
    return safe(text(entry, "step"), 120)


def _settled(entry: Entry) -> StepState:
    return StepState.RAN if entry.get("settles") is False else StepState.DONE


def _values(entry: Entry) -> dict[str, str]:
    """What stands for gaps; what the journal would not keep is asked for again."""
    found = entry.get("values")
    if not isinstance(found, Mapping):
        return {}
    words = {safe(name, 80): value for name, value in found.items() if isinstance(value, str)}
    return {name: value for name, value in words.items() if value != MASK}


_ACTS: Mapping[str, Callable[[Told, Entry], None]] = {
    "runbook.begun": Told.begin,
    "runbook.started": Told.start,
    "runbook.finished": Told.finish,
    "runbook.confirmed": Told.confirm,
    "runbook.skipped": Told.skip,
    "runbook.checked": Told.check,
    "runbook.aborted": Told.abort,
    "runbook.ended": Told.finish_all,
}
