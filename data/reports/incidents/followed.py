"""Were procedures followed: the runs of runbooks in an incident, step by step."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from data.models.runbook_run import Mode, RunbookRun, StepState
from data.reports.incidents.case import Case
from data.runbook_runs.fold import fold_runbook_runs


@dataclass(frozen=True, slots=True)
class Followed:
    """One run: how many of its steps were done, and which were not; `skipped` and `failed` say why."""

    run: str
    title: str
    began: datetime
    by: str
    dry: bool
    steps: int
    done: int
    skipped: tuple[str, ...]
    failed: tuple[str, ...]
    left: tuple[str, ...]
    outcome: str

    @property
    def words(self) -> str:
        """How it went, in one line."""
        parts = [f"{self.done} of {self.steps} steps done"]
        parts += [f"skipped: {', '.join(self.skipped)}"] if self.skipped else []
        parts += [f"failed: {', '.join(self.failed)}"] if self.failed else []
        parts += [f"not reached: {', '.join(self.left)}"] if self.left else []
        return f"{self.title}{' (dry)' if self.dry else ''}: {'; '.join(parts)}; {self.outcome}"


def followed(case: Case) -> tuple[Followed, ...]:
    """The runs, oldest first."""
    runs = fold_runbook_runs(case.entries.values(), drill=case.incident.drill)
    return tuple(_followed(run) for run in runs.values())


def _followed(run: RunbookRun) -> Followed:
    steps = run.steps or tuple(run.records)
    of = {step: run.records[step] for step in steps if step in run.records}
    skipped = [
        f"{step} ({each.skipped.words})" if each.skipped and each.skipped.words else step
        for step, each in of.items()
        if each.state is StepState.SKIPPED
    ]
    ended = run.end
    return Followed(
        run=run.id,
        title=run.title or run.runbook,
        began=run.began.at,
        by=run.began.by,
        dry=run.mode is Mode.DRY,
        steps=len(steps),
        done=sum(each.state is StepState.DONE for each in of.values()),
        skipped=tuple(skipped),
        failed=tuple(step for step, each in of.items() if each.state is StepState.FAILED),
        left=tuple(
            step for step in steps if step not in of or of[step].state in (StepState.AHEAD, StepState.STARTED)
        ),
        outcome=ended.outcome.value if ended else "not ended",
    )
