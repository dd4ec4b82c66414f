"""The entries around a command: before it is started, and once it has ended."""

from __future__ import annotations

import shlex
from typing import Any

from data.models.entry import Draft
from data.models.runbook import Step
from data.models.runbook_run import Ended, Output, RunbookRun
from data.runbook_runs.course import ended_words
from data.runbook_runs.execution import Ending
from data.runbook_runs.intents import entry_fields
from data.runbook_runs.order import Order


def started(run: RunbookRun, step: Step, order: Order, values: dict[str, str]) -> Draft:
    """What is about to be run; `values` are those of its gaps."""
    fields: dict[str, Any] = {
        "step": step.id,
        "title": step.title,
        "text": shlex.join(order.shown),
        "argv": list(order.shown),
        "cwd": str(order.cwd),
        "attempt": order.attempt,
    }
    more = {"target": order.target, "values": values}
    fields |= {key: value for key, value in more.items() if value}
    return Draft("runbook.started", {**entry_fields(run), **fields}, None, run.drill)


def finished(
    run: RunbookRun, step: Step, start: str, ending: Ending, output: Output, took_s: float, *, settled: bool
) -> Draft:
    """How what the entry `start` tells of ended, what it printed, and whether the step is `settled` then."""
    fields: dict[str, Any] = {
        "step": step.id,
        "title": step.title,
        "start": start,
        "status": ended_words(ending.ended, ending.code, ending.problem),
        "ended": ending.ended.value,
        "settles": settled,
        "took_s": round(took_s, 3),
    }
    if ending.code is not None:
        fields["code"] = ending.code
    if ending.problem:
        fields["problem"] = ending.problem
    if ending.ended is not Ended.NOT_STARTED:
        fields |= {
            "output": output.text,
            "output_bytes": output.size,
            "output_cut": output.cut,
            "digest": output.digest,
        }
    return Draft("runbook.finished", {**entry_fields(run), **fields}, None, run.drill)
