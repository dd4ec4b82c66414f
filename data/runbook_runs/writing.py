"""The entries around a command: before it is started, and once it has ended."""

from __future__ import annotations

import shlex
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from data.journal.evidence import evidence_table
from data.models.entry import Draft
from data.models.evidence import Evidence
from data.models.runbook import Step
from data.models.runbook_run import Ended, Output, RunbookRun
from data.models.verdict import Verdict
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
    return Draft("runbook.started", {**entry_fields(run), **fields}, drill=run.drill)


@dataclass(frozen=True, slots=True)
class End:
    """How what the entry `start` tells of ended, `took_s` seconds later; whether the step is `settled`."""

    start: str
    ending: Ending
    output: Output
    took_s: float
    at: datetime
    settled: bool


def finished(run: RunbookRun, step: Step, order: Order, end: End) -> Draft:
    """How it ended, and what it had printed, as evidence."""
    ending, output = end.ending, end.output
    status = ended_words(ending.ended, ending.code, ending.problem)
    fields: dict[str, Any] = {
        "step": step.id,
        "title": step.title,
        "start": end.start,
        "status": status,
        "ended": ending.ended.value,
        "settles": end.settled,
        "took_s": round(end.took_s, 3),
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
            "evidence": [evidence_table(_evidence(run, order, status, end))],
        }
    return Draft("runbook.finished", {**entry_fields(run), **fields}, drill=run.drill)


def _evidence(run: RunbookRun, order: Order, words: str, end: End) -> Evidence:
    good = end.ending.ended is Ended.EXITED and end.ending.code == 0
    return Evidence(
        source=run.runbook,
        kind="runbook",
        signal="command.exit_code",
        labels=(("step", order.step),),
        query=shlex.join(order.shown),
        value=None if end.ending.code is None else float(end.ending.code),
        verdict=Verdict.PASS if good else Verdict.FAIL,
        words=words,
        observed_at=end.at,
        fetched_at=end.at,
        digest=end.output.digest,
    )
