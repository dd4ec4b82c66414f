"""The alert desk in a sentence or two: what waits, for how long, and what cannot be known."""

from __future__ import annotations

from collections.abc import Sequence

from data.alerts.case import Case
from data.alerts.clock import demand_words, span
from data.alerts.desk import Desk, Trouble
from data.models.snapshot import Phase
from widgets.line import Line, Span, line
from widgets.moment import clock_time

_MINUTE = 60.0


def alert_sentence(desk: Desk) -> tuple[Line, ...]:
    """What is unanswered, and the most pressing of it; then what is not known: nothing hides it."""
    troubles = _blind(desk) or _doubts(desk)
    return tuple([*_waiting(desk), *troubles][:3])


def _waiting(desk: Desk) -> list[Line]:
    waiting = desk.waiting
    if not waiting:
        answered = f"; {len(desk.cases)} answered or held back" if desk.cases else ""
        if desk.unheard or any(trouble.blind for trouble in desk.troubles):
            return [line(Span(f"Nothing known is unanswered{answered}, but not all is known.", "warn"))]
        return [line(Span("Nothing is unanswered", "pass"), Span(f"{answered}.", "dim"))]
    overdue = [case for case in waiting if case.overdue(desk.now)]
    count = "1 alert is unanswered" if len(waiting) == 1 else f"{len(waiting)} alerts are unanswered"
    pieces = [Span(count, "fail" if overdue else "warn")]
    if overdue:
        pieces.append(Span(f", {len(overdue)} past the target", "fail"))
    oldest = min((case.since for case in waiting if case.since), default=None)
    if oldest is not None:
        pieces.append(Span(f", the oldest for {_coarse((desk.now - oldest).total_seconds())}"))
    first = next(iter(overdue or waiting))
    pressing = line(
        Span(f"{first.title}: ", "strong"),
        Span(_waits(first, desk), "fail" if overdue else "plain"),
        Span(f" ({_class(first, desk)})", "dim"),
    )
    return [(*pieces, Span(".")), pressing]


def _waits(case: Case, desk: Desk) -> str:
    if case.since is None:
        return "waits"
    waited = f"waits for {_coarse((desk.now - case.since).total_seconds())}"
    return f"{waited}, too long" if case.overdue(desk.now) else waited


def _class(case: Case, desk: Desk) -> str:
    if case.target is None:
        return f"{desk.policy.id} sets no target"
    found = case.target.alert_class
    return f"{found.name.lower()}: {demand_words(found)}, {found.origin.policy}"


def _blind(desk: Desk) -> list[Line]:
    """One line for all that are not known of, in the words of the first that has any."""
    blind = [trouble for trouble in desk.troubles if trouble.blind]
    asking = [trouble for trouble in blind if trouble.phase is Phase.LOADING]
    gone = [trouble for trouble in blind if trouble.phase is not Phase.LOADING]
    lines = []
    if gone:
        since = clock_time(gone[0].since, desk.now, desk.zone)
        lines.append(
            line(
                Span(f"{_names(gone)}: NO DATA", "error"),
                Span(f" since {since}" if since else ""),
                Span(f": {gone[0].words}. What fires there is not known."),
            )
        )
    if asking:
        lines.append(line(Span(f"{_names(asking)}: ", "strong"), Span("asking…", "dim")))
    return lines


def _names(troubles: Sequence[Trouble]) -> str:
    return ", ".join(trouble.source for trouble in troubles)


def _doubts(desk: Desk) -> list[Line]:
    lines = [line(Span(f"{trouble.source} {trouble.words}", "warn")) for trouble in desk.troubles]
    if not desk.asked:
        lines.append(
            line(Span("No alert manager is configured: only this console's own verdicts are here.", "dim"))
        )
    for source, shown, total in desk.cut:
        lines.append(line(Span(f"{source}: showing {shown:,} of {total:,}, the gravest first", "warn")))
    return lines


def _coarse(seconds: float) -> str:
    """Whole minutes, so that the sentence does not change each second."""
    if seconds < _MINUTE:
        return "less than a minute"
    return f"{int(max(0.0, seconds) // 60)} min" if seconds < 3600 else span(seconds)
