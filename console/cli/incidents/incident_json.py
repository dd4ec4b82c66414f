"""Incidents as JSON."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any
from zoneinfo import ZoneInfo

from console.cli.times import json_time
from data.incidents.deputy import Call
from data.incidents.times import means_of, times_of
from data.models.incident import Action, Correction, Incident, Line, Stamp, Task
from data.models.timer import Timer


def listing(incidents: Iterable[Incident], zone: ZoneInfo) -> dict[str, Any]:
    """Of ``incident list``."""
    listed = list(incidents)
    means = means_of(listed)
    return {
        "schema": 1,
        "incidents": [_head(each, zone) for each in listed],
        "mean": {
            "acknowledge_s": means.acknowledge,
            "acknowledged": means.acknowledged,
            "resolve_s": means.resolve,
            "resolved": means.resolved,
        },
    }


def shown(
    incident: Incident, timers: Sequence[Timer], calls: Sequence[Call], zone: ZoneInfo
) -> dict[str, Any]:
    """Of ``incident show`` and of all that changes one."""
    times = times_of(incident)
    return {
        "schema": 1,
        **_head(incident, zone),
        "situation": incident.situation or None,
        "services": list(incident.services),
        "clocks": [_timer(each, zone) for each in timers],
        "ladder": incident.ladder or None,
        "calls": [{"kind": each.kind.value, "words": each.words} for each in calls],
        "severities": [
            {"severity": each.severity, "reason": each.reason or None, **_stamp(each.stamp, zone)}
            for each in incident.severities
        ],
        "roles": {name: role.who for name, role in incident.roles.items()},
        "tasks": [_task(each, zone) for each in incident.tasks],
        "actions": [_action(each, zone) for each in incident.actions],
        "times": {
            "detect_s": times.detect,
            "acknowledge_s": times.acknowledge,
            "mitigate_s": times.mitigate,
            "resolve_s": times.resolve,
        },
        "doubts": list(incident.doubts),
        "timeline": [_line(each, zone) for each in incident.timeline],
    }


def _head(incident: Incident, zone: ZoneInfo) -> dict[str, Any]:
    over = incident.resolved
    return {
        "id": incident.id,
        "title": incident.title,
        "severity": incident.severity or None,
        "policy": incident.policy or None,
        "state": incident.stage.value,
        "declared": _stamp(incident.declared, zone) if incident.declared else None,
        "acknowledged": _stamp(incident.acknowledged, zone) if incident.acknowledged else None,
        "resolved": _stamp(over, zone) if over else None,
    }


def _task(task: Task, zone: ZoneInfo) -> dict[str, Any]:
    return {
        "id": task.id,
        "text": task.text,
        "owner": task.owner,
        "box_s": task.box or None,
        "given": _stamp(task.stamp, zone),
        "acknowledged": _stamp(task.acknowledged, zone) if task.acknowledged else None,
        "done": _stamp(task.done, zone) if task.done else None,
    }


def _action(action: Action, zone: ZoneInfo) -> dict[str, Any]:
    return {
        "id": action.id,
        "text": action.text,
        "owner": action.owner or None,
        "due": action.due.isoformat() if action.due else None,
        "area": action.area or None,
        "done": _stamp(action.done, zone) if action.done else None,
        "note": action.note or None,
    }


def _timer(timer: Timer, zone: ZoneInfo) -> dict[str, Any]:
    return {
        "name": timer.name,
        "due": json_time(timer.due, zone),
        "state": timer.state.value,
        "who": list(timer.who),
        "done": json_time(timer.done, zone),
        "left_s": None if timer.left is None else round(timer.left, 1),
        "repeats": timer.repeats,
        "lapses": timer.lapses,
        "severity": timer.severity or None,
        "former": timer.former,
        "words": timer.words,
        "doubt": timer.doubt or None,
    }


def _line(line: Line, zone: ZoneInfo) -> dict[str, Any]:
    return {
        "kind": line.kind,
        "words": line.words,
        "evidence": line.supported,
        "correction": _correction(line.correction, zone) if line.correction else None,
        **_stamp(line.stamp, zone),
    }


def _correction(correction: Correction, zone: ZoneInfo) -> dict[str, Any]:
    return {
        "original": correction.original,
        "by": correction.by,
        "at": json_time(correction.at, zone),
        "entry": correction.entry,
        "withdrawn": correction.withdrawn,
        "reason": correction.reason or None,
    }


def _stamp(stamp: Stamp, zone: ZoneInfo) -> dict[str, Any]:
    return {"by": stamp.by, "at": json_time(stamp.at, zone), "entry": stamp.entry}
