"""One step of a run: as one line, and all that is known of it beneath."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from rich.cells import cell_len

from data.models.runbook import Step
from data.models.runbook_run import Checked, Execution, Said, StepRecord, StepState
from data.procedures.runbooks.wording import check_words
from data.quantity import format_duration, format_value
from data.runbook_runs.course import how_it_ended, trouble
from data.safe import safe
from widgets.checklists.item_row import evidence_lines
from widgets.line import Line, Span, Tone, fit, line, wrap
from widgets.sign import quiet

_INDENT = 6
_PRINTED = 12
"""How many lines of what a command printed are shown."""

_LOOKS: dict[StepState, tuple[str, Tone]] = {
    StepState.AHEAD: ("·", "dim"),
    StepState.STARTED: ("?", "error"),
    StepState.RAN: ("▸", "accent"),
    StepState.FAILED: ("✗", "fail"),
    StepState.DONE: ("✓", "pass"),
    StepState.SKIPPED: ("–", "dim"),
    StepState.PASSED_OVER: ("–", "dim"),
}


@dataclass(frozen=True, slots=True)
class StepView:
    """All that is shown of one step; `step` is None where the procedure has it no longer.

    `here` says that the run stands at it, `shown` is its command as it would be run, and `live` what
    goes on at this moment, its first line in short.
    """

    id: str
    number: int
    step: Step | None
    record: StepRecord
    here: bool = False
    shown: tuple[str, ...] = ()
    live: tuple[Line, ...] = ()

    @property
    def title(self) -> str:
        """What it is called, or that it is there no longer."""
        return self.step.title if self.step else f"{self.id} (no longer in the runbook)"


def step_line(view: StepView, width: int, zone: ZoneInfo, longest: int = 46) -> Line:
    """Sign, number, title, and how it has gone; no title needs more than `longest`."""
    sign, tone = _LOOKS[view.record.state]
    room = min(longest, _room(width))
    if view.live:
        sign, tone = "▶", "accent"
    elif view.here and view.record.state is StepState.AHEAD:
        sign, tone = "▸", "accent"
    quiet_title = view.record.state.settled or not (view.here or view.record.state is not StepState.AHEAD)
    words, said = _result(view, zone)
    return (
        Span(sign, tone),
        Span(f"{view.number:>3}  ", "dim"),
        Span(fit(view.title, room) + "  ", "dim" if quiet_title else "plain"),
        Span(words, said),
    )


def step_details(view: StepView, width: int, zone: ZoneInfo, indent: int = _INDENT) -> Iterator[Line]:
    """The title where it was cut or stands apart; who, in what time, what would be run and what has been."""
    yield from view.live
    step, record = view.step, view.record
    if step is not None:
        if not indent or cell_len(step.title) > _room(width):
            yield from wrap(step.title, width, "strong", indent)
        facts = [step.owner or "no owner", format_duration(step.box) if step.box else "no time box"]
        head: Line = (Span(" " * indent + " · ".join(facts), "dim"),)
        yield (*head, Span(" · changes something", "warn")) if step.changes else head
        if view.shown:
            yield from wrap(f"$ {_marked(view.shown)}", width, "accent", indent)
        if step.check is not None:
            yield from wrap(f"check: {check_words(step.check)}", width, "dim", indent)
        if step.detail:
            yield from wrap(step.detail, width, "dim", indent)
    for execution in record.executions[: -1 if view.live and record.unknown else None]:
        yield from _executed(execution, view.shown, width, zone, indent)
    for check in record.checks:
        yield from _checked(check, width, zone, indent)
    if record.confirmed is not None:
        yield from wrap(_said(record.confirmed, zone), width, "plain", indent)
    if record.skipped is not None:
        at = record.skipped.at.astimezone(zone)
        words = f"{at:%H:%M:%S} {record.skipped.by} skipped it: {record.skipped.words}"
        yield from wrap(words, width, "plain", indent)


def _room(width: int) -> int:
    """Cells of a step's line that its title may take."""
    return max(16, (width - 6) * 3 // 5)


def printed_lines(text: Sequence[str], width: int, indent: int = _INDENT, most: int = _PRINTED) -> list[Line]:
    """The last lines of what was printed, and how many stand above them."""
    above = len(text) - most
    head: list[Line] = [line(Span(f"{' ' * indent}│ … {above} lines above", "dim"))] if above > 0 else []
    room = max(8, width - indent - 2)
    tail = [line(Span(" " * indent + "│ ", "dim"), Span(each[:room], "dim")) for each in text[-most:]]
    return [*head, *tail]


def _marked(argv: Sequence[str]) -> str:
    """An argument list in a line: what has a space in it stands in marks, so that it is seen as one."""
    return " ".join(each if each and " " not in each else f"‹{each}›" for each in argv)


def _executed(
    execution: Execution, now: Sequence[str], width: int, zone: ZoneInfo, indent: int
) -> Iterator[Line]:
    at = execution.at.astimezone(zone)
    took = f" after {format_value(execution.took_s, 's')}" if execution.took_s is not None else ""
    words = f"{at:%H:%M:%S} {safe(execution.by)}: {how_it_ended(execution)}{took}"
    tone: Tone = "plain" if execution.good else "error" if execution.ended is None else "fail"
    yield from wrap(words, width, tone, indent)
    if execution.argv != tuple(now):
        yield from wrap(f"it ran {_marked(execution.argv)}", width, "dim", indent)
    output = execution.output
    if output is not None and output.size:
        yield from printed_lines(output.text.splitlines(), width, indent)
        size = format_value(float(output.size), "bytes")
        cut = ", of which the middle is not kept" if output.cut else ""
        yield from wrap(f"{size} printed{cut} · {output.digest[:20]}…", width, "dim", indent)


def _checked(check: Checked, width: int, zone: ZoneInfo, indent: int) -> Iterator[Line]:
    at = check.at.astimezone(zone)
    tries = f" after {check.attempts} attempts" if check.attempts > 1 else ""
    words = f"{at:%H:%M:%S} the check says {check.verdict.value}{tries}: {check.words}"
    yield from wrap(words, width, "plain" if check.holds else quiet(check.verdict), indent)
    for evidence in check.evidence[:2]:
        yield from evidence_lines(evidence, width, zone, indent)


def _said(said: Said, zone: ZoneInfo) -> str:
    at = f"{said.at.astimezone(zone):%H:%M:%S}"
    if said.responder:
        return f"{at} {said.responder} answers: {said.answer} (heard by {said.by})"
    return f"{at} {said.by}: done" + (f", {said.words}" if said.words else "")


def _result(view: StepView, zone: ZoneInfo) -> tuple[str, Tone]:
    record = view.record
    match record.state:
        case StepState.STARTED if view.live:
            return "running", "accent"
        case StepState.STARTED:
            return "started, outcome unknown", "error"
        case StepState.FAILED:
            return trouble(record), "fail"
        case StepState.RAN:
            return "ran well; the rest is to come", "accent"
        case StepState.SKIPPED:
            return f"skipped: {record.skipped.words if record.skipped else ''}", "dim"
        case StepState.PASSED_OVER:
            return "passed over", "dim"
        case StepState.DONE:
            return _done(record, zone), "dim"
    facts = [view.step.owner, format_duration(view.step.box) if view.step.box else ""] if view.step else []
    return " · ".join(each for each in facts if each), "accent" if view.here else "dim"


def _done(record: StepRecord, zone: ZoneInfo) -> str:
    said, check, execution = record.confirmed, record.check, record.execution
    if said is not None:
        return f"{said.responder or said.by} {said.at.astimezone(zone):%H:%M}"
    if check is not None:
        return f"holds: {check.words}"
    if execution is not None:
        return f"{how_it_ended(execution)} · {execution.by} {execution.at.astimezone(zone):%H:%M}"
    return "done"
