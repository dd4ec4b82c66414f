"""Whether a command may be run: pure, and every refusal says why in one line."""

from __future__ import annotations

from collections.abc import Collection

from data.errors import UsageError
from data.models.runbook import Step
from data.models.runbook_run import RunbookRun
from data.runbook_runs.order import Confirmation, Order

_AGAIN = "look again, and confirm again"


def refuse(
    run: RunbookRun, order: Order, confirmation: Confirmation, typed: str, spent: Collection[str]
) -> None:
    """Raise UsageError unless exactly this was confirmed, for the first time, and its target typed.

    `spent` are the digests of what has been confirmed and begun already.
    """
    if run.dry:
        raise UsageError(f"{run.id} is a dry run: nothing is run", "begin one with --execute")
    if confirmation.digest in spent:
        raise UsageError(f"{order.step} was run already on this confirmation", _AGAIN)
    if confirmation.digest != order.digest:
        raise UsageError(f"{order.step} is no longer as it was confirmed", _AGAIN)
    if order.target and typed.strip() != order.target:
        raise UsageError(f"{order.step} changes {order.target}: that name was not typed", "type it exactly")


def standing_step(step: Step | None, step_id: str, run: RunbookRun) -> Step:
    """The step, where the run stands at it. Raises UsageError."""
    if run.end is not None:
        raise UsageError(f"{run.id} has ended ({run.end.outcome.value})", "begin another run")
    if step is None:
        raise UsageError(f"the runbook no longer has the step {step_id}", "skip it, or begin another run")
    if run.at != step.id:
        raise UsageError(f"{run.id} stands at {run.at or 'its end'}, not at {step.id}")
    return step
