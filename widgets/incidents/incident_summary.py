"""An open incident in one line, for every frame: what, how grave, since when, and what presses."""

from __future__ import annotations

from collections.abc import Sequence

from data.models.incident import Incident
from data.models.policy import Policy
from data.models.timer import Timer, TimerState
from widgets.line import Line, Span

Told = tuple[Incident, Policy, Sequence[Timer], float]
"""An incident, its policy, its clocks, and the seconds since its declaration."""

_SOON_S = 600.0
_PAIR = 2


def summary_lines(incidents: Sequence[Told], count: int, *, key: str = "8") -> tuple[Line, ...]:
    """One line for all that are open, `count` of them, the gravest in front; `key` leads to them.

    It changes once a minute at most.
    """
    if not incidents:
        return ()
    first, *others = sorted(incidents, key=_rank)
    pieces = [*_told(*first), Span(f"  → {key} " if key else " ", "accent")]
    if others:
        named = others[0][0].id if count == _PAIR else f"{count - 1} more are open"
        pieces.append(Span(f" and {named} ", "warn"))
    return ((*pieces, Span(f" {first[0].title}", "dim")),)


def _told(incident: Incident, policy: Policy, timers: Sequence[Timer], elapsed: float) -> list[Span]:
    severity = policy.severity(incident.severity)
    name = f"{incident.severity} {severity.name.upper()}" if severity else incident.severity or "INCIDENT"
    pieces = [
        Span(name, "fail"),
        Span(f" {incident.id} ", "strong"),
        Span(f"{incident.stage.value} {minutes(elapsed)}"),
    ]
    late = [each for each in timers if each.state is TimerState.MISSED and each.left is not None]
    soon = [
        each
        for each in timers
        if each.state is TimerState.RUNNING and each.left is not None and each.left <= _SOON_S
    ]
    if late:
        worst = min(late, key=lambda each: each.left or 0.0)
        more = f" and {len(late) - 1} more" if len(late) > 1 else ""
        pieces.append(Span(f", {worst.name} late {minutes(-(worst.left or 0.0))}{more}", "fail"))
    elif soon:
        next_ = min(soon, key=lambda each: each.left or 0.0)
        pieces.append(Span(f", {next_.name} due in {minutes(next_.left or 0.0)}", "warn"))
    return pieces


def minutes(seconds: float) -> str:
    """A span in whole minutes: ``42 min``, ``2 h 05 min``."""
    whole = int(max(0.0, seconds) // 60)
    return f"{whole // 60} h {whole % 60:02} min" if whole >= 60 else f"{whole} min"


def _rank(told: Told) -> tuple[int, float]:
    incident, policy, _, elapsed = told
    severity = policy.severity(incident.severity)
    return severity.rank if severity else 0, -elapsed
