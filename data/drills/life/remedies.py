"""What helped: the steps of runbooks that were carried out, and what came back after them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from data.drills.life.lived import Lived
from data.drills.life.troubles import Woe
from data.models.runbook import Runbook, Step
from data.models.runbook_run import StepRecord, StepState
from data.procedures.runbooks.symptoms import matching

_SLACK_S = 5.0
"""Seconds by which a recovery may seem to come before what brought it: sources are asked now and then."""

_TELLING = re.compile(r"\b(?:status page|notify|inform|announce|stakeholders|update it)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Remedy:
    """A step that was carried out, and what it cures; `at` is in seconds since 1970, None where supposed."""

    runbook: str
    step: str
    at: float | None
    changes: bool
    tells: bool = False
    """Whether it only tells people something."""
    cures: tuple[str, ...] = ()


def remedies_of(lived: Lived, woes: Sequence[Woe]) -> tuple[list[Remedy], bool]:
    """Every step that was carried out, with what it cures; whether that was lived, or only supposed."""
    steps = _carried_out(lived)
    cured: dict[int, list[str]] = {}
    for woe in woes:
        place = _helped(steps, woe, lived.end)
        if place is not None:
            cured.setdefault(place, []).append(woe.id)
    if not cured:
        found = _supposed(lived)
        if found is None or not woes:
            return steps, False
        runbook, step = found
        return [Remedy(runbook, step, None, changes=True, cures=tuple(woe.id for woe in woes))], False
    helped = {id for ids in cured.values() for id in ids}
    # What nothing is known to have helped ends with the rest.
    cured[max(cured)] += [woe.id for woe in woes if woe.id not in helped]
    return [replace(each, cures=tuple(cured.get(place, ()))) for place, each in enumerate(steps)], True


def procedure_of(lived: Lived, remedies: Sequence[Remedy]) -> str:
    """The runbook that was worked through: that of the step which cured, else the first; else what fits."""
    cured = [each.runbook for each in remedies if each.cures]
    if cured or remedies:
        return cured[-1] if cured else remedies[0].runbook
    found = _fitting(lived)
    return found.id if found else ""


def _carried_out(lived: Lived) -> list[Remedy]:
    """The steps in the order of time, each once: as it was carried out last."""
    shelf = {each.id: each for each in lived.shelf.runbooks}
    found: dict[tuple[str, str], Remedy] = {}
    for run in lived.runs:
        runbook = shelf.get(run.runbook)
        for id, record in run.records.items():
            step, at = runbook.step(id) if runbook else None, _moment(record)
            if step is not None and at is not None:
                found[run.runbook, id] = Remedy(run.runbook, id, at.timestamp(), step.changes, _tells(step))
    return sorted(found.values(), key=lambda each: each.at or 0.0)


def _moment(record: StepRecord) -> datetime | None:
    if record.execution is not None:
        return record.execution.at
    if record.state is not StepState.DONE:
        return None
    said = [each.at for each in (record.confirmed, record.check) if each is not None]
    return min(said, default=None)


def _helped(steps: Sequence[Remedy], woe: Woe, end: float) -> int | None:
    """The last step before it was well again, rather one that changes something."""
    back = end if woe.back is None else woe.back
    places = [
        place
        for place, each in enumerate(steps)
        if each.at is not None and woe.began <= each.at <= back + _SLACK_S
    ]
    changing = [place for place in places if steps[place].changes and not steps[place].tells]
    return (changing or places)[-1] if places else None


def _tells(step: Step) -> bool:
    return bool(_TELLING.search(step.title))


def _fitting(lived: Lived) -> Runbook | None:
    """The procedure whose symptoms showed best when it was declared."""
    shown = [each for each in lived.snapshots if each.at.timestamp() <= lived.end]
    for snapshot in reversed(shown):
        matches = matching(lived.shelf.runbooks, snapshot)
        if matches:
            return matches[0].runbook
    return None


def _supposed(lived: Lived) -> tuple[str, str] | None:
    """The last step of the fitting procedure that changes something."""
    runbook = _fitting(lived)
    steps = [step for step in runbook.steps if step.changes and not _tells(step)] if runbook else []
    return (runbook.id, steps[-1].id) if runbook and steps else None
