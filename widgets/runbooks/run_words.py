"""A run of a procedure in two lines: which it is and how far, and what it waits for."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from data.models.runbook import Runbook, Style
from data.models.runbook_run import Outcome, RunbookRun
from data.runbook_runs.course import Move, Need
from data.runbook_runs.digest import digest_of
from widgets.line import Line, Span, line, wrap

_TROUBLE = 3
"""How many lines the words for what has gone wrong may take."""
_WAITS = {
    Need.READ: ("Read it. ", "space goes on; nothing is run"),
    Need.RUN: ("It has a command. ", "enter shows it in full and asks"),
    Need.CONFIRM: ("Yours to do. ", "space says that it is done"),
    Need.ANSWER: ("A challenge: ask it aloud. ", "space records who answers what"),
    Need.CHECK: ("Live readings decide. ", "enter asks the sources"),
    Need.END: ("Every step is settled. ", "enter ends the run"),
}
"""What there is to do, and which key does it."""


def run_heading(run: RunbookRun, box: Span) -> Line:
    """The mode first: nobody must take a dry run for one in earnest, or the other way round."""
    mode = Span("DRY RUN  ", "accent") if run.dry else Span("EXECUTE  ", "warn")
    settled = sum(run.record(step).state.settled for step in run.steps)
    place = f" · {settled}/{len(run.steps)}"
    owner = Span(f" · {run.incident}", "strong") if run.incident else Span("")
    drill = Span(" · drill", "accent") if run.drill else Span("")
    clock = (Span(" · ", "dim"), box) if run.open and run.at else ()
    return line(mode, Span(run.title, "strong"), owner, drill, Span(place, "dim"), *clock)


def waits_lines(run: RunbookRun, move: Move, style: Style, zone: ZoneInfo, width: int) -> tuple[Line, ...]:
    """What the run waits for, and the key."""
    if run.end is not None:
        at = f"{run.end.at.astimezone(zone):%H:%M}"
        if run.end.outcome is Outcome.DONE:
            return (line(Span("Done", "pass"), f", ended by {run.end.by} at {at}."),)
        return (line(Span("Broken off", "warn"), f" by {run.end.by} at {at}: {run.end.reason}"),)
    if move.need is Need.DECIDE:
        keys = ["enter tries again" if move.step else "", "s skips it"]
        keys += [f"b goes on at {move.branch}" if move.branch else "", "A breaks off"]
        trouble = wrap(f"{move.words[:1].upper()}{move.words[1:]}", width, "fail")[:_TROUBLE]
        return (*trouble, line(Span(", ".join(each for each in keys if each), "accent")))
    words, key = _WAITS[move.need]
    if move.need is Need.CONFIRM and style is Style.DO_CONFIRM:
        words, key = "From memory. ", "space confirms that it is done"
    return (line(words, Span(key, "accent")),)


def changed_lines(run: RunbookRun, runbook: Runbook) -> tuple[Line, ...]:
    """Whether what is worked through is no longer what it was when the run began."""
    if not run.open or run.digest in ("", digest_of(runbook)):
        return ()
    return (line(Span("The runbook's text has changed since this run began.", "warn")),)


def tail_words(run: RunbookRun, saved: datetime | None, zone: ZoneInfo, me: str) -> Line:
    """Who began it, who else is at it, and when the last word reached the disk."""
    parts = [f"begun {run.began.at.astimezone(zone):%H:%M} by {run.began.by}"]
    if others := ", ".join(name for name in run.people if name not in (me, run.began.by)):
        parts.append(f"with {others}")
    if saved is not None:
        parts.append(f"saved {saved.astimezone(zone):%H:%M:%S}")
    parts.append(run.id)
    return line(Span(" · ".join(parts), "dim"))
