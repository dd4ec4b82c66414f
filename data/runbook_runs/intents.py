"""What people want recorded of a run: pure functions from its state to the drafts of entries.

Each refuses, with words for a person, what must not be recorded as it stands.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from data.config.nearest import did_you_mean
from data.errors import UsageError
from data.models.command_line import Gap
from data.models.entry import Draft
from data.models.runbook import Runbook, Step, Style
from data.models.runbook_run import Mode, Outcome, RunbookRun, StepState
from data.procedures.runbooks.gaps import refusal
from data.runbook_runs.course import check_failed
from data.runbook_runs.digest import digest_of, step_digest
from data.safe import safe


def begin(
    runbook: Runbook,
    run_id: str,
    mode: Mode,
    day: date,
    *,
    values: Mapping[str, str] | None = None,
    incident: str = "",
    policy: str = "",
    drill: bool = False,
) -> list[Draft]:
    """Begin a run. Raises UsageError for a value that no gap takes."""
    if not runbook.steps:
        raise UsageError(f"{runbook.id} has no steps")
    known = check_values(runbook, values or {})
    fields: dict[str, Any] = {
        "run": run_id,
        "runbook": runbook.id,
        "title": runbook.title,
        "mode": mode.value,
        "steps": [step.id for step in runbook.steps],
        "text_digest": digest_of(runbook),
        "step_digests": [step_digest(step) for step in runbook.steps],
    }
    more = {"values": known, "incident": incident, "policy": policy}
    fields |= {key: value for key, value in more.items() if value}
    return [Draft("runbook.begun", fields, day, drill)]


def check_values(runbook: Runbook, values: Mapping[str, str]) -> dict[str, str]:
    """The values, each taken by the gaps of its name. Raises UsageError; a refused value is not repeated."""
    gaps: dict[str, set[Gap]] = {}
    for word in (word for step in runbook.steps for word in step.command if word.gap):
        if word.gap is not None and word.gap is not Gap.ENV:
            gaps.setdefault(word.name, set()).add(word.gap)
    for name, value in values.items():
        if name not in gaps:
            remedy = did_you_mean(name, gaps) or (f"it has {', '.join(gaps)}" if gaps else "it has none")
            raise UsageError(f'{runbook.id} has no gap called "{safe(name)}"', remedy)
        for gap in gaps[name]:
            reason = refusal(gap, value)
            if reason:
                raise UsageError(f"this cannot stand for {{{gap.value}:{name}}}", f"it {reason}")
    return dict(values)


def confirm(runbook: Runbook, run: RunbookRun, step: str, note: str = "") -> list[Draft]:
    """Say that a step is done (in a dry run: read). Raises UsageError where it needs words and has none."""
    found = _here(runbook, run, step)
    if found and not run.dry and _challenged(runbook, found):
        raise UsageError(f"{step} is a challenge: another person answers it")
    record = run.record(step)
    if record.state in (StepState.FAILED, StepState.STARTED) and not note.strip():
        raise UsageError(f"why is {step} done all the same?", "say it in a note")
    settled = run.dry or found is None or found.check is None or check_failed(record)
    words = {"note": note.strip()} if note.strip() else {}
    return [_draft(run, "confirmed", {**_named(step, found), **words, "settles": settled})]


def answer(
    runbook: Runbook, run: RunbookRun, step: str, responder: str, words: str, *, asker: str = ""
) -> list[Draft]:
    """Record what another person than the `asker` answered to the challenge. Raises UsageError."""
    found = _here(runbook, run, step)
    who, said = responder.strip().removeprefix("@").strip(), words.strip()
    if not who:
        raise UsageError("who answers?", "name the person")
    if asker and who.casefold() == asker.casefold():
        raise UsageError("a challenge is answered by another person", "name them, or skip it with a reason")
    if not said:
        raise UsageError(f"what does {safe(who)} answer?", "an empty answer says nothing")
    settled = found is None or found.check is None
    fields = {"responder": who, "answer": said, "settles": settled}
    return [_draft(run, "confirmed", {**_named(step, found), **fields})]


def skip(runbook: Runbook, run: RunbookRun, step: str, reason: str) -> list[Draft]:
    """Leave a step out, with the reason. Raises UsageError without one."""
    found = _here(runbook, run, step)
    why = _reason(reason, f"why is {step} skipped?")
    return [_draft(run, "skipped", {**_named(step, found), "reason": why})]


def branch(runbook: Runbook, run: RunbookRun, step: str, to: str, reason: str) -> list[Draft]:
    """Go on at another step, because this one's check does not hold."""
    found = _here(runbook, run, step)
    if to not in run.steps:
        remedy = did_you_mean(to, run.steps) or f"there are {', '.join(run.steps)}"
        raise UsageError(f'{run.id} has no step "{safe(to)}"', remedy)
    why = _reason(reason, f"why is {step} broken off?")
    return [_draft(run, "aborted", {**_named(step, found), "to": to, "reason": why})]


def abort(run: RunbookRun, reason: str) -> list[Draft]:
    """End a run before its end, with the reason. Raises UsageError without one."""
    _open(run)
    why = _reason(reason, "why is it broken off?")
    step = {"step": run.at} if run.at else {}
    return [_draft(run, "aborted", {**step, "reason": why})]


def end(run: RunbookRun) -> list[Draft]:
    """Say that all is done. Raises UsageError while a step is open."""
    _open(run)
    if run.at:
        raise UsageError(f"{run.id} stands at {run.at}", "do it, or skip it with a reason")
    return [_draft(run, "ended", {"outcome": Outcome.DONE.value})]


def entry_fields(run: RunbookRun) -> dict[str, Any]:
    """What every entry of a run has."""
    fields = {"run": run.id, "runbook": run.runbook}
    return {**fields, "incident": run.incident} if run.incident else fields


def _challenged(runbook: Runbook, step: Step) -> bool:
    return runbook.style is Style.CHALLENGE_RESPONSE and not (step.check and not step.manual)


def _here(runbook: Runbook, run: RunbookRun, step: str) -> Step | None:
    _open(run)
    if step != run.at:
        raise UsageError(f"{run.id} stands at {run.at or 'its end'}, not at {safe(step)}")
    return runbook.step(step)


def _open(run: RunbookRun) -> None:
    if run.end is not None:
        when = run.end.at.isoformat(timespec="minutes")
        raise UsageError(f"{run.id} was ended by {run.end.by} at {when}", "begin another run")


def _named(step: str, found: Step | None) -> dict[str, Any]:
    return {"step": step, "title": found.title} if found else {"step": step}


def _reason(reason: str, question: str) -> str:
    words = reason.strip()
    if not words:
        raise UsageError(question, "give a reason")
    return words


def _draft(run: RunbookRun, kind: str, fields: dict[str, Any]) -> Draft:
    return Draft(f"runbook.{kind}", {**entry_fields(run), **fields}, drill=run.drill)
