"""What goes on in a run at this moment: what a command prints, how often a check has been asked."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from data.procedures.finding import Finding
from data.runbook_runs.conductor import Conductor
from widgets.line import Line, Span, line, wrap
from widgets.moment import age
from widgets.runbooks.step_row import printed_lines

_INDENT = 6
_PRINTED = 6
"""How many lines of a running command's output are shown."""
_EVERY = 5
"""Seconds between two words about how long it has been running."""


def live_lines(
    conductor: Conductor,
    tried: Sequence[tuple[datetime, Finding]],
    elapsed: float,
    width: int,
    zone: ZoneInfo,
) -> tuple[Line, ...]:
    """Nothing where nothing goes on; `elapsed` is now on the steady scale, `tried` the attempts so far."""
    if (executing := conductor.executing) is not None:
        ran = elapsed - executing.began
        head = line(Span(f"{' ' * _INDENT}running for {age(ran // _EVERY * _EVERY)}", "accent"))
        return (head, *printed_lines(executing.capture.last_lines(_PRINTED), width, most=_PRINTED))
    step = conductor.move.step
    if not conductor.busy or step is None or step.check is None:
        return ()
    if not tried:
        return (line(Span(f"{' ' * _INDENT}asking the sources…", "accent")),)
    at, found = tried[-1]
    following = (at + timedelta(seconds=step.check.every)).astimezone(zone)
    words = f"attempt {len(tried)} of {step.check.attempts}: {found.verdict.value}, {found.words}"
    words += f"; the next at {following:%H:%M:%S}" if len(tried) < step.check.attempts else ""
    return tuple(wrap(words, width, "accent", _INDENT))
