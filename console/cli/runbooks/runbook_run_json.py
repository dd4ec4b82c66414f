"""What working through runbooks prints for scripts."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from zoneinfo import ZoneInfo

from data.journal.evidence import evidence_table
from data.models.runbook import Runbook
from data.models.runbook_run import Checked, Execution, RunbookRun, Said, StepRecord
from data.runbook_runs.digest import changed


def listing(runs: Iterable[RunbookRun], zone: ZoneInfo) -> list[dict[str, Any]]:
    """Of ``runbook runs``."""
    return [_head(run, zone) for run in runs]


def status(run: RunbookRun, runbook: Runbook | None, zone: ZoneInfo, *, at_work: bool) -> dict[str, Any]:
    """Of ``runbook status``; `text_changed` is null where the runbook is gone."""
    return {
        "schema": 1,
        **_head(run, zone),
        "at_work": at_work,
        "values": dict(run.values),
        "text_changed": changed(runbook, run) if runbook else None,
        "people": list(run.people),
        "steps": [_step(run.record(id), runbook, zone) for id in run.steps or tuple(run.records)],
    }


def _head(run: RunbookRun, zone: ZoneInfo) -> dict[str, Any]:
    end = run.end
    return {
        "id": run.id,
        "runbook": run.runbook,
        "title": run.title,
        "mode": run.mode.value,
        "state": end.outcome.value if end else "open",
        "at": run.at or None,
        "incident": run.incident or None,
        "policy": run.policy or None,
        "begun": _said(run.began, zone),
        "ended": _said(Said(end.by, end.at, end.reason), zone) if end else None,
        "unknown": list(run.unknown),
    }


def _step(record: StepRecord, runbook: Runbook | None, zone: ZoneInfo) -> dict[str, Any]:
    step = runbook.step(record.id) if runbook else None
    return {
        "id": record.id,
        "title": step.title if step else None,
        "state": record.state.value,
        "executions": [_execution(each, zone) for each in record.executions],
        "checks": [_checked(each, zone) for each in record.checks],
        "confirmed": _said(record.confirmed, zone) if record.confirmed else None,
        "skipped": _said(record.skipped, zone) if record.skipped else None,
    }


def _execution(found: Execution, zone: ZoneInfo) -> dict[str, Any]:
    output = found.output
    return {
        "by": found.by,
        "at": found.at.astimezone(zone).isoformat(),
        "host": found.host,
        "argv": list(found.argv),
        "cwd": found.cwd,
        "target": found.target or None,
        "ended": found.ended.value if found.ended else None,
        "exit_code": found.code,
        "took_s": found.took_s,
        "problem": found.problem or None,
        "output": output.text if output else None,
        "output_bytes": output.size if output else None,
        "output_cut": output.cut if output else None,
        "output_digest": output.digest if output else None,
    }


def _checked(found: Checked, zone: ZoneInfo) -> dict[str, Any]:
    return {
        "verdict": found.verdict.value,
        "words": found.words,
        "attempts": found.attempts,
        "by": found.by,
        "at": found.at.astimezone(zone).isoformat(),
        "evidence": [evidence_table(each) for each in found.evidence],
    }


def _said(said: Said, zone: ZoneInfo) -> dict[str, Any]:
    told = {"by": said.by, "at": said.at.astimezone(zone).isoformat()}
    more = {"words": said.words, "responder": said.responder, "answer": said.answer}
    return told | {key: value for key, value in more.items() if value}
