"""What working through a runbook prints for people."""

from __future__ import annotations

import shlex
import textwrap
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from console.cli.columns import aligned
from console.cli.table import PAGE, paragraph
from data.models.runbook import Runbook, Step
from data.models.runbook_run import Checked, Execution, RunbookRun, Said, StepRecord, StepState
from data.quantity import format_duration, format_value
from data.runbook_runs.course import how_it_ended
from data.runbook_runs.digest import changed
from data.runbook_runs.order import Order, shown, target_of
from data.safe import safe

_SIGNS = {
    StepState.AHEAD: " ",
    StepState.STARTED: "?",
    StepState.RAN: "~",
    StepState.FAILED: "!",
    StepState.DONE: "x",
    StepState.SKIPPED: "-",
    StepState.PASSED_OVER: "-",
}


def plan(runbook: Runbook, values: Mapping[str, str], environment: str, place: str) -> list[str]:
    """Every step with its command in full, before anything is asked."""
    lines = [f"{runbook.title} ({runbook.id})", f"{runbook.kind.value} · {runbook.style.value} · in {place}"]
    lines += paragraph(runbook.purpose)
    lines += [f"  before it: {each}" for each in runbook.prerequisites]
    number = 0
    for phase in runbook.phases:
        lines += ["", phase.title]
        for step in phase.steps:
            number += 1
            lines += step_lines(number, step) + doing_lines(step, values, environment)
    return lines


def step_lines(number: int, step: Step) -> list[str]:
    """One step: what, who, how long."""
    facts = [step.id, step.owner or "no owner", format_duration(step.box) if step.box else "no time box"]
    lines = _wrapped(f"{number:>2}  {step.title}", 0, 4) + _wrapped(" · ".join(facts), 4, 4)
    return lines + (_wrapped(step.detail, 4, 4) if step.detail else [])


def doing_lines(step: Step, values: Mapping[str, str], environment: str) -> list[str]:
    """What a step does: the argument list in full, what it changes, what it checks."""
    lines = command_lines(shown(step.command, values)) if step.command else []
    if step.changes:
        lines.append(f"    changes {target_of(step, values, environment) or 'something'}")
    if step.check:
        lines += _wrapped(f"{'then checks' if lines else 'checks'} {_check(step)}", 4, 8)
    return lines


def order_lines(order: Order) -> list[str]:
    """Exactly what would be run."""
    return [*command_lines(order.shown), f"      in {safe(order.cwd)}, with this shell's environment"]


def command_lines(arguments: Sequence[str]) -> list[str]:
    """An argument list; quotes show where one begins and ends, a long list has one on each line."""
    quoted = [shlex.quote(each) for each in arguments]
    if len(line := " ".join(quoted)) <= PAGE - 6:
        return [f"    $ {line}"]
    return [f"    $ {quoted[0]}", *(f"        {each}" for each in quoted[1:])]


def execution_lines(found: Execution) -> list[str]:
    """How a command ended, and what it printed."""
    facts = [how_it_ended(found)]
    if found.took_s is not None:
        facts.append(f"took {format_value(found.took_s, 's')}")
    if found.output is not None and found.output.size:
        facts.append(f"printed {found.output.size:,} bytes{', cut' if found.output.cut else ''}")
    lines = [f"    {' · '.join(facts)}"]
    text = found.output.text.rstrip("\n") if found.output else ""
    return [*(f"    | {line}" for line in text.split("\n") if text), *lines]


def status(run: RunbookRun, runbook: Runbook | None, zone: ZoneInfo, *, at_work: bool) -> list[str]:
    """What has been done in a run, with exit codes, and where it stands; whether a console is `at_work`."""
    lines = [f"{run.id}  {run.mode.value}  {state(run)}", run.title]
    lines.append(f"begun by {run.began.by} at {_when(run.began.at, zone)}")
    if run.incident:
        lines.append(f"in {run.incident}")
    if run.values:
        lines.append(
            "with " + ", ".join(f"{name}={shlex.quote(value)}" for name, value in run.values.items())
        )
    if runbook is None:
        lines.append(f"there is no {run.runbook} any more")
    elif changed(runbook, run):
        lines.append("the runbook's text has changed since this was begun")
    if at_work:
        lines.append("a console is running a command of it right now")
    lines.append("")
    for number, id in enumerate(run.steps or tuple(run.records), 1):
        step = runbook.step(id) if runbook else None
        lines += _record(number, run, run.record(id), step, zone)
    return lines


def state(run: RunbookRun) -> str:
    """How far a run has come, in a word or two."""
    if run.end is not None:
        return f"{run.end.outcome.value}{f': {run.end.reason}' if run.end.reason else ''}"
    return f"at {run.at}" if run.at else "all steps settled"


def listing(runs: Iterable[RunbookRun], zone: ZoneInfo) -> list[str]:
    """One line for each."""
    rows = [
        (each.id, each.mode.value, each.began.by, _when(each.began.at, zone), state(each)) for each in runs
    ]
    return aligned(rows) if rows else ["No runbook has been run."]


def _record(number: int, run: RunbookRun, record: StepRecord, step: Step | None, zone: ZoneInfo) -> list[str]:
    here = ">" if record.id == run.at else " "
    title = step.title if step else ""
    lines = [
        f"{here}[{_SIGNS[record.state]}] {number:>2}  {record.id}  {record.state.value}  {title}".rstrip()
    ]
    for each in record.executions:
        lines += command_lines(each.argv)
        lines.append(f"    {_when(each.at, zone)} {each.by}: {how_it_ended(each)}{_took(each)}")
    lines += [f"    {_checked(each, zone)}" for each in record.checks]
    lines += _said("done", record.confirmed, zone) + _said("skipped", record.skipped, zone)
    return lines


def _took(found: Execution) -> str:
    return f", took {format_value(found.took_s, 's')}" if found.took_s is not None else ""


def _checked(found: Checked, zone: ZoneInfo) -> str:
    tries = f" after {found.attempts} attempts" if found.attempts > 1 else ""
    return f"{_when(found.at, zone)} check: {found.verdict.value}{tries}: {found.words}"


def _said(what: str, said: Said | None, zone: ZoneInfo) -> list[str]:
    if said is None:
        return []
    words = f'{said.responder} answered "{said.answer}"' if said.responder else said.words
    return [f"    {_when(said.at, zone)} {said.by}: {what}{f' ({words})' if words else ''}"]


def _check(step: Step) -> str:
    if step.check is None:
        return ""
    asked, must = step.check.check, step.check.check.must
    words = (
        f"{asked.signal} {f'{must.comparison.value} {must.number:g}' if must else 'as its policy demands'}"
    )
    if step.check.attempts > 1:
        words += f", up to {step.check.attempts} times, every {format_duration(step.check.every)}"
    return words + (f", else {step.check.abort}" if step.check.abort else "")


def _when(at: datetime, zone: ZoneInfo) -> str:
    return f"{at.astimezone(zone):%Y-%m-%d %H:%M:%S}"


def _wrapped(text: str, indent: int, hanging: int) -> list[str]:
    return textwrap.wrap(
        text, PAGE, initial_indent=" " * indent, subsequent_indent=" " * hanging, break_long_words=False
    )
