"""The commander's deputy: says every ten minutes what is due, overdue, unowned and unanswered."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from data.incidents.spans import until
from data.models.incident import COMMANDER, Incident, Task
from data.models.timer import Timer, TimerState
from data.quantity import format_value

ROUND_S = 600.0
"""Seconds between two call-outs."""
LONG_S = 7200.0
"""From then on an incident is a long one, and so is a time in command."""
SPAN = 7
"""So many people can report to one."""


class CallKind(StrEnum):
    """Why something is called out, the most urgent first."""

    OVERDUE = "overdue"
    DUE = "due"
    UNOWNED = "unowned"
    UNANSWERED = "unanswered"
    LONG = "long"
    CROWDED = "crowded"


@dataclass(frozen=True, slots=True)
class Call:
    """One thing that the commander must hear."""

    kind: CallKind
    words: str


def round_of(incident: Incident, now: datetime, host: str) -> int:
    """How many call-outs there should have been; one is made when this has grown."""
    return int(max(0.0, incident.steady(now, host) - incident.began.steady) // ROUND_S)


def calls_of(incident: Incident, timers: Iterable[Timer], now: datetime, host: str) -> tuple[Call, ...]:
    """Everything to be called out at the moment `now` on the clock of `host`, the most urgent first."""
    moment = incident.steady(now, host)
    calls = list(_of_clocks(timers))
    if not incident.stage.over:
        calls += [*_of_tasks(incident, moment), *_of_people(incident, moment)]
        calls += [
            Call(CallKind.UNANSWERED, f"question {each.id} is open: {each.text}")
            for each in incident.questions
            if each.answered is None
        ]
    order = list(CallKind)
    return tuple(sorted(calls, key=lambda call: order.index(call.kind)))


def missed_unseen(timers: Iterable[Timer], seen: float, told: Collection[str] = ()) -> tuple[Timer, ...]:
    """What became overdue since somebody last looked, `seen` seconds after the incident began.

    Without the keys `told` already.
    """
    return tuple(
        timer
        for timer in timers
        if timer.state is TimerState.MISSED and not timer.former
        if timer.after is not None and timer.after >= seen and timer.key not in told
    )


def is_long(incident: Incident, now: datetime, host: str) -> bool:
    """Whether the incident has lasted two hours and goes on."""
    return not incident.stage.over and incident.steady(now, host) - incident.began.steady >= LONG_S


def direct_reports(incident: Incident) -> tuple[str, ...]:
    """Who reports to the commander: those with a role, and owners of open tasks who have none."""
    commander = incident.commander
    chief = commander.who if commander else ""
    roles = [role for name, role in incident.roles.items() if name != COMMANDER]
    elsewhere = {role.who for role in roles if role.reports_to not in ("", chief)}
    people = [role.who for role in roles if role.who not in elsewhere]
    people += [task.owner for task in incident.tasks if task.done is None and task.owner not in elsewhere]
    return tuple(dict.fromkeys(who for who in people if who and who != chief))


def _of_clocks(timers: Iterable[Timer]) -> Iterator[Call]:
    for timer in timers:
        if timer.former or timer.left is None:
            continue
        to = f" ({', '.join(timer.who)})" if timer.who else ""
        if timer.state is TimerState.MISSED:
            yield Call(CallKind.OVERDUE, f"{timer.name}{to}: {until(timer.left)}")
        elif timer.left <= ROUND_S:
            yield Call(CallKind.DUE, f"{timer.name}{to}: {until(timer.left)}")


def _of_tasks(incident: Incident, moment: float) -> Iterator[Call]:
    for task in incident.tasks:
        if task.done is not None:
            continue
        if not task.owner:
            yield Call(CallKind.UNOWNED, f"task {task.id} has no owner: {task.text}")
        elif _over(task, moment):
            yield Call(CallKind.OVERDUE, f"ask {task.owner} how it stands, the time is over: {task.text}")
        elif task.acknowledged is None:
            yield Call(CallKind.UNANSWERED, f"{task.owner} has not taken task {task.id}: {task.text}")


def _over(task: Task, moment: float) -> bool:
    return bool(task.box) and moment - task.stamp.steady >= task.box


def _of_people(incident: Incident, moment: float) -> Iterator[Call]:
    commander = incident.commander
    if commander is None:
        yield Call(CallKind.UNOWNED, "nobody is in command")
    if incident.acknowledged is None:
        yield Call(CallKind.UNANSWERED, "nobody has acknowledged the incident")
    lasted = moment - incident.began.steady
    if lasted >= LONG_S:
        words = f"it has lasted {format_value(lasted, 's')}"
        if commander is not None and moment - commander.stamp.steady >= LONG_S:
            words += f", {commander.who} in command for two hours: hand over"
        yield Call(CallKind.LONG, words)
    reports = direct_reports(incident)
    if len(reports) > SPAN:
        yield Call(CallKind.CROWDED, f"{len(reports)} people report to one: {', '.join(reports)}")
