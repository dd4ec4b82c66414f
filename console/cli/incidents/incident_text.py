"""Incidents in lines for a person."""

from __future__ import annotations

from collections.abc import Sequence
from zoneinfo import ZoneInfo

from console.cli.columns import aligned
from console.cli.times import text_time
from data.incidents.deputy import Call
from data.incidents.spans import until
from data.incidents.telling import marked
from data.incidents.times import means_of
from data.models.incident import Action, Incident, Task
from data.models.timer import Timer
from data.quantity import format_value


def listing(incidents: Sequence[Incident], zone: ZoneInfo) -> list[str]:
    """One line each, and the mean times."""
    if not incidents:
        return ["No incidents recorded."]
    rows = [
        (each.id, each.severity or "?", each.stage.value, text_time(each.began.at, zone), each.title)
        for each in incidents
    ]
    means = means_of(incidents)
    return [
        *aligned(rows),
        f"mean time to acknowledge {format_value(means.acknowledge, 's')} ({means.acknowledged}), "
        f"to resolve {format_value(means.resolve, 's')} ({means.resolved})",
    ]


def shown(incident: Incident, timers: Sequence[Timer], calls: Sequence[Call], zone: ZoneInfo) -> list[str]:
    """Everything about one, the timeline last."""
    policy = incident.policy or "no policy"
    lines = [
        f"{incident.id}  {incident.severity or '?'} ({policy})  {incident.stage.value}",
        incident.title or "its declaration is lost",
    ]
    if incident.services:
        lines.append(f"affected: {', '.join(incident.services)}")
    lines += [f"in doubt: {doubt}" for doubt in incident.doubts]
    lines += _block("Now", aligned([(each.kind.value, each.words) for each in calls]))
    lines += _block("Clocks", aligned([_timer(each, zone) for each in timers]))
    lines += _block("Roles", aligned([(role.name, role.who) for role in incident.roles.values()]))
    lines += _block("Tasks", aligned([_task(each) for each in incident.tasks]))
    lines += _block("Action items", aligned([_action(each) for each in incident.actions]))
    told = [
        (text_time(each.stamp.at, zone), each.stamp.by, each.kind, marked(each)) for each in incident.timeline
    ]
    return lines + _block("Timeline", aligned(told))


def _timer(timer: Timer, zone: ZoneInfo) -> tuple[str, ...]:
    name = f"{timer.name} (repeating)" if timer.repeats else timer.name
    if timer.former:
        name = f"{name} (as {timer.severity})"
    due = f"due {text_time(timer.due, zone)}" if timer.due else ""
    return name, timer.state.value, due, _left(timer), _to(timer)


def _left(timer: Timer) -> str:
    return "" if timer.left is None else until(timer.left)


def _to(timer: Timer) -> str:
    who = f"{', '.join(timer.who)}: " if timer.who else ""
    return f"{who}{timer.words}"


def _task(task: Task) -> tuple[str, ...]:
    state = "done" if task.done else "acknowledged" if task.acknowledged else "not acknowledged"
    return task.id, f"@{task.owner or 'nobody'}", state, task.text


def _action(action: Action) -> tuple[str, ...]:
    due = f"due {action.due.isoformat()}" if action.due else "no day"
    return action.id, f"@{action.owner or 'nobody'}", "done" if action.done else due, action.text


def _block(title: str, lines: list[str]) -> list[str]:
    return ["", title, *(f"  {line}" for line in lines)] if lines else []
