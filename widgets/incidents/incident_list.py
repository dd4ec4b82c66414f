"""All incidents: those that are open first, then the latest."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, tzinfo

from textual.reactive import var

from data.incidents.times import means_of, times_of
from data.models.incident import Incident, Stage
from data.quantity import format_value
from widgets.countdown import lasting
from widgets.line import Line, Span, Tone, fit, line, wrap
from widgets.moment import clock_time
from widgets.rows import OPENS, Row, RowList

_SEVERITY, _ID, _STAGE, _WHEN, _LASTED = 5, 18, 14, 8, 11
_DATED = 100
"""Cells from which there is room to say when it began; the id has the day."""
MOST = 1000
"""Rows that are drawn; of more incidents the latest."""


class IncidentList(RowList):
    """One row each."""

    BINDINGS = [OPENS]

    incidents: var[tuple[Incident, ...]] = var((), init=False)
    """In the order in which they are shown."""

    def __init__(self, zone: tzinfo, host: str, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._zone = zone
        self._host = host
        self.now: datetime | None = None
        """When this is; set before `incidents`."""

    def build(self, width: int) -> Sequence[Row]:
        """The heading, then the rows."""
        if self.now is None or not self.incidents:
            return ()
        heads = (("", _SEVERITY + 2), ("incident", _ID), ("title", _title(width)), ("stage", _STAGE))
        since = fit("since", _WHEN) if width >= _DATED else ""
        words = "".join(fit(name, cells) for name, cells in heads) + f"{since}lasted"
        rows = [Row("heading", (line(Span(words, "dim")),), selectable=False)]
        rows += [Row(each.id, (self._line(each, width, self.now),)) for each in self.incidents[:MOST]]
        if len(self.incidents) > MOST:
            more = f"{len(self.incidents) - MOST:,} more: ops-console incident list has them"
            rows.append(Row("more", (line(Span(more, "dim")),), selectable=False))
        return rows

    def watch_incidents(self) -> None:
        self.rebuild()

    def _line(self, incident: Incident, width: int, now: datetime) -> Line:
        open_ = not incident.stage.over
        tone: Tone = "plain" if open_ else "dim"
        began = clock_time(incident.began.at, now, self._zone)
        well: Tone = "pass" if incident.stage is Stage.RESOLVED else "dim"
        return line(
            Span("! ", "fail") if open_ else Span("✓ ", well),
            Span(fit(incident.severity or "?", _SEVERITY), "strong" if open_ else "dim"),
            Span(fit(incident.id, _ID - 1) + " ", "dim"),
            Span(fit(incident.title or "its declaration is lost", _title(width) - 1) + " ", tone),
            Span(fit(incident.stage.value, _STAGE), tone),
            Span(fit(began, _WHEN) if width >= _DATED else "", "dim"),
            Span(lasted(incident, now, self._host), tone),
        )


def in_order(incidents: Sequence[Incident]) -> tuple[Incident, ...]:
    """Those that are open first, each group with the latest first."""
    return tuple(sorted(incidents, key=lambda each: (each.stage.over, -each.began.steady)))


def still_open(incidents: Sequence[Incident]) -> list[Incident]:
    """Those that were declared and are not over."""
    return [each for each in incidents if each.declared is not None and not each.stage.over]


def lasted(incident: Incident, now: datetime, host: str) -> str:
    """How long it has gone on, or went on."""
    end = incident.resolved.steady if incident.resolved else incident.steady(now, host)
    return lasting(end - incident.began.steady)


def sentence(incidents: Sequence[Incident], width: int, *, recording: bool) -> list[Line]:
    """What is open; where nothing is, how to declare, and how the last one went."""
    open_ = still_open(incidents)
    if open_:
        count = "1 incident is" if len(open_) == 1 else f"{len(open_)} incidents are"
        latest = in_order(open_)[0]
        return wrap(f"{count} open, the latest {latest.severity} {latest.id}: {latest.title}.", width, "fail")
    how = " i declares one, from any screen." if recording else ""
    lines = wrap(f"No incident is open.{how}", width, "strong")
    if incidents:
        lines += wrap(_last(in_order(incidents)[0]), width, "dim")
        lines += wrap(_means(incidents), width, "dim")
    return lines


def _last(incident: Incident) -> str:
    times = times_of(incident)
    told = [
        f"{name} {after_words(value)}"
        for name, value in (
            ("acknowledged", times.acknowledge),
            ("mitigated", times.mitigate),
            ("resolved", times.resolve),
        )
        if value is not None
    ]
    words = ", ".join(told) or "no times are known"
    return f"The last was {incident.severity} {incident.title or incident.id}: {words}."


def _means(incidents: Sequence[Incident]) -> str:
    means = means_of(incidents)
    if not means.resolved:
        return ""
    return (
        f"Mean of {len(incidents)}: acknowledged {after_words(means.acknowledge)} "
        f"({means.acknowledged}), resolved {after_words(means.resolve)} ({means.resolved})."
    )


def after_words(seconds: float | None) -> str:
    """As in ``after 3.2 min``; ``at once`` for what took no time that a person has."""
    return "at once" if seconds is not None and seconds < 1 else f"after {format_value(seconds, 's')}"


def _title(width: int) -> int:
    dated = _WHEN if width >= _DATED else 0
    return max(12, width - 2 - _SEVERITY - _ID - _STAGE - dated - _LASTED)
