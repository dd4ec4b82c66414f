"""What the runbook commands print for scripts."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from data.models.checklist import Must
from data.models.runbook import Phase, Runbook, Step, StepCheck, Symptom
from data.procedures.runbooks.upkeep import due_on


def listing(runbooks: Iterable[Runbook]) -> list[dict[str, Any]]:
    """Of ``runbook list``."""
    return [_head(runbook) for runbook in runbooks]


def shown(runbook: Runbook) -> dict[str, Any]:
    """Of ``runbook show``; times are in seconds."""
    due = due_on(runbook.upkeep)
    return {
        "schema": 1,
        **_head(runbook),
        "style": runbook.style.value,
        "severity": runbook.severity,
        "purpose": runbook.purpose,
        "symptoms": [_symptom(symptom) for symptom in runbook.symptoms],
        "prerequisites": list(runbook.prerequisites),
        "phases": [_phase(phase) for phase in runbook.phases],
        "success": list(runbook.success),
        "prevention": list(runbook.prevention),
        "related": list(runbook.related),
        "proposed": [each.value for each in runbook.proposed],
        "review_due": due.isoformat() if due else None,
        "origin": runbook.origin,
    }


def _head(runbook: Runbook) -> dict[str, Any]:
    return {
        "id": runbook.id,
        "title": runbook.title,
        "kind": runbook.kind.value,
        "document": runbook.document,
        "section": runbook.section,
    }


def _symptom(symptom: Symptom) -> dict[str, Any]:
    sign = symptom.sign
    found = (
        {"signal": sign.signal, "labels": dict(sign.labels), "when": _condition(sign.when)} if sign else None
    )
    return {"words": symptom.words, "sign": found}


def _phase(phase: Phase) -> dict[str, Any]:
    steps = [_step(step) for step in phase.steps]
    return {"title": phase.title, "begins": phase.begins, "until": phase.until, "steps": steps}


def _step(step: Step) -> dict[str, Any]:
    return {
        "id": step.id,
        "title": step.title,
        "owner": step.owner,
        "box": step.box,
        "command": [str(word) for word in step.command],
        "check": _check(step.check) if step.check else None,
        "manual": step.manual,
        "changes": step.changes,
        "detail": step.detail,
    }


def _check(check: StepCheck) -> dict[str, Any]:
    return {
        "signal": check.check.signal,
        "labels": dict(check.check.labels),
        "must": _condition(check.check.must),
        "every": check.every,
        "attempts": check.attempts,
        "abort": check.abort,
    }


def _condition(must: Must | None) -> str | None:
    return f"{must.comparison.value} {must.number:g}" if must else None
