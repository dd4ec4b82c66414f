"""The digest of a runbook's text, by which a run knows that it has changed since."""

from __future__ import annotations

import hashlib
import json

from data.models.runbook import Runbook, Step, StepCheck
from data.models.runbook_run import RunbookRun

_SHORT = 16


def digest_of(runbook: Runbook) -> str:
    """Over all that decides what is done: the steps in order, with commands, checks and branches."""
    text = json.dumps([runbook.id, runbook.style.value, *map(_step, runbook.steps)])
    return f"sha256:{hashlib.sha256(text.encode()).hexdigest()}"


def step_digest(step: Step) -> str:
    """Over one step alone, short: enough to know whether its text was edited since it was done."""
    return hashlib.sha256(json.dumps(_step(step)).encode()).hexdigest()[:_SHORT]


def changed(runbook: Runbook, run: RunbookRun) -> bool:
    """Whether the text is another than the one that the run was begun with."""
    return bool(run.digest) and run.digest != digest_of(runbook)


def _step(step: Step) -> list[object]:
    words = [str(word) for word in step.command]
    check = _check(step.check) if step.check else None
    return [step.id, step.title, words, check, step.manual, step.changes, step.box, step.detail]


def _check(check: StepCheck) -> list[object]:
    asked, must = check.check, check.check.must
    wanted = [must.comparison.value, must.number] if must else None
    return [asked.signal, list(asked.labels), wanted, check.every, check.attempts, check.abort]
