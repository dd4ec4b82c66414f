"""Where a run stands and what is next there: pure."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from data.models.runbook import Runbook, Step, Style
from data.models.runbook_run import Ended, Execution, RunbookRun, StepRecord, StepState


class Need(StrEnum):
    """What a run waits for.

    `READ`: in a dry run, that somebody has read the step. `RUN`: a yes to the step's command.
    `CONFIRM`: that somebody has done it. `ANSWER`: that another person answers the challenge.
    `CHECK`: that live readings are asked. `DECIDE`: it did not go well; again, skip, or break off.
    `END`: nothing is left to do, so that the run can be ended. `OVER`: it has ended.
    """

    READ = "read"
    RUN = "run"
    CONFIRM = "confirm"
    ANSWER = "answer"
    CHECK = "check"
    DECIDE = "decide"
    END = "end"
    OVER = "over"


@dataclass(frozen=True, slots=True)
class Move:
    """What is next: `words` say why somebody must decide; `branch` is where the check's abort leads.

    `step` is None at the end, and where the runbook no longer has the step called `id`.
    """

    need: Need
    step: Step | None = None
    id: str = ""
    words: str = ""
    branch: str = ""


def next_move(runbook: Runbook, run: RunbookRun) -> Move:
    """What the run waits for."""
    if run.end is not None:
        return Move(Need.OVER)
    if not run.at:
        return Move(Need.END)
    step, record = runbook.step(run.at), run.record(run.at)
    if step is None:
        return Move(Need.DECIDE, None, run.at, f"the runbook no longer has the step {run.at}")
    branch = step.check.abort if step.check else ""
    if record.state is StepState.STARTED:
        return Move(Need.DECIDE, step, step.id, _unknown(record), branch)
    if record.state is StepState.FAILED:
        return Move(Need.DECIDE, step, step.id, trouble(record), branch)
    return Move(_need(runbook, run, step, record), step, step.id, branch=branch)


def settles(runbook: Runbook, step: Step, *, checked: bool = False) -> bool:
    """Whether a step is settled once its command has ended well, or its check (`checked`) has passed."""
    if step.check is not None and not checked:
        return False
    return checked or runbook.style is not Style.CHALLENGE_RESPONSE


def trouble(record: StepRecord) -> str:
    """Why a step has not succeeded, in one line."""
    check, execution = record.check, record.execution
    if check is not None and check_failed(record):
        tries = f" after {check.attempts} attempts" if check.attempts > 1 else ""
        return f"the check says {check.verdict.value}{tries}: {check.words}"
    return how_it_ended(execution) if execution is not None else "it has not succeeded"


def ended_words(ended: Ended | None, code: int | None, problem: str = "") -> str:
    """How a command ended, in one line."""
    match ended:
        case None:
            return "started, outcome unknown"
        case Ended.EXITED:
            number = code if code is not None else 0
            return f"exit code {number}" if number >= 0 else f"ended by signal {-number}"
        case Ended.TIMED_OUT:
            return "not finished in time, and ended"
        case Ended.STOPPED:
            return "stopped by hand, and ended"
    return f"could not be started: {problem}" if problem else "not started"


def check_failed(record: StepRecord) -> bool:
    """Whether it is the check that stands in the way, rather than the command before it."""
    check, execution = record.check, record.execution
    if record.state is not StepState.FAILED or check is None or check.holds:
        return False
    return execution is None or (execution.good and check.at >= execution.at)


def how_it_ended(execution: Execution) -> str:
    """How a command that was started ended, in one line."""
    return ended_words(execution.ended, execution.code, execution.problem)


def _need(runbook: Runbook, run: RunbookRun, step: Step, record: StepRecord) -> Need:
    if run.dry:
        return Need.READ
    if record.state is StepState.RAN:
        return Need.CHECK if step.check else Need.ANSWER
    if step.command:
        return Need.RUN
    if step.check is not None and not step.manual:
        return Need.CHECK
    return Need.ANSWER if runbook.style is Style.CHALLENGE_RESPONSE else Need.CONFIRM


def _unknown(record: StepRecord) -> str:
    execution = record.execution
    when = f" at {execution.at.isoformat(timespec='seconds')}" if execution else ""
    by = f" by {execution.by}" if execution else ""
    return f"started{when}{by}, outcome unknown: the console died; look for yourself before anything else"
