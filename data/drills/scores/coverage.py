"""Which steps of which procedures were exercised, when and by whom, and what is due again."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from data.models.policy import Policy
from data.models.runbook import Runbook, Step
from data.models.runbook_run import RunbookRun, StepRecord, StepState
from data.runbook_runs.digest import digest_of, step_digest

_ROUTINE = "procedure-test"
_QUARTER_S = 92 * 86_400.0


class Exercised(StrEnum):
    """How far a step can be relied on.

    `EDITED`: its text is another than when it was exercised. `DUE`: that was longer ago than a quarter.
    """

    TESTED = "tested"
    DUE = "due"
    EDITED = "edited"
    NEVER = "never"


@dataclass(frozen=True, slots=True)
class Exercise:
    """One step, carried out: `at` is a moment of the world; `where` names the drill, empty in earnest.

    `digest` is of the step's text then, empty where that is not known.
    """

    runbook: str
    step: str
    by: str
    at: datetime
    digest: str = ""
    whole: str = ""
    where: str = ""


@dataclass(frozen=True, slots=True)
class StepCoverage:
    """One step, with its latest exercise."""

    step: str
    title: str
    tested: Exercised
    latest: Exercise | None = None


@dataclass(frozen=True, slots=True)
class Coverage:
    """One procedure, step by step."""

    runbook: str
    title: str
    document: str
    steps: tuple[StepCoverage, ...]

    def count(self, *kinds: Exercised) -> int:
        """How many steps stand so."""
        return sum(each.tested in kinds for each in self.steps)

    @property
    def begun(self) -> bool:
        """Whether any step was ever exercised."""
        return any(each.latest is not None for each in self.steps)

    @property
    def due(self) -> tuple[StepCoverage, ...]:
        """The steps of a procedure in use that want exercising again: too long ago, or edited since."""
        return tuple(each for each in self.steps if each.tested in (Exercised.DUE, Exercised.EDITED))


def quarter_of(policy: Policy) -> timedelta:
    """After how long a policy wants every procedure tried again; a quarter, where it does not say."""
    routine = policy.routine(_ROUTINE)
    return timedelta(seconds=routine.period if routine else _QUARTER_S)


def exercises_of(
    runs: Iterable[RunbookRun], began: datetime | None = None, where: str = ""
) -> Iterator[Exercise]:
    """What was carried out in runs; in a drill all at the moment of the world when it `began`."""
    for run in runs:
        for id, record in run.records.items() if not run.dry else ():
            done = _done(record)
            if done is not None:
                by, at = done
                digest = run.step_digests.get(id, "")
                yield Exercise(run.runbook, id, by, began or at, digest, run.digest, where)


def coverage_of(
    runbooks: Iterable[Runbook], exercises: Iterable[Exercise], now: datetime, quarter: timedelta
) -> tuple[Coverage, ...]:
    """Every procedure with what became of its steps, in the order given."""
    latest: dict[tuple[str, str], Exercise] = {}
    for each in sorted(exercises, key=lambda each: each.at):
        latest[each.runbook, each.step] = each
    return tuple(_of(runbook, latest, now - quarter) for runbook in runbooks)


def _of(runbook: Runbook, latest: dict[tuple[str, str], Exercise], since: datetime) -> Coverage:
    steps = []
    for step in runbook.steps:
        found = latest.get((runbook.id, step.id))
        if found is None:
            tested = Exercised.NEVER
        elif _edited(found, runbook, step):
            tested = Exercised.EDITED
        else:
            tested = Exercised.TESTED if found.at >= since else Exercised.DUE
        steps.append(StepCoverage(step.id, step.title, tested, found))
    return Coverage(runbook.id, runbook.title, runbook.document, tuple(steps))


def _edited(found: Exercise, runbook: Runbook, step: Step) -> bool:
    """Where the step's own digest is not on record the whole text's decides."""
    if found.digest:
        return found.digest != step_digest(step)
    return found.whole not in ("", digest_of(runbook))


def _done(record: StepRecord) -> tuple[str, datetime] | None:
    """Who carried a step out last, and when."""
    found = [(each.by, each.at) for each in record.executions]
    if record.confirmed is not None:
        found.append((record.confirmed.by, record.confirmed.at))
    if record.check is not None and record.state is StepState.DONE:
        found.append((record.check.by, record.check.at))
    return max(found, key=lambda each: each[1], default=None)
