"""What an incident fills the places of a template with."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from data.models.incident import Audience, Incident, Stamp
from data.models.policy import Policy
from data.models.practice import Ladder
from data.models.timer import Timer


def values_of(
    incident: Incident,
    policy: Policy,
    audience: Audience,
    now: datetime,
    zone: ZoneInfo,
    ladder: Ladder | None = None,
    timers: Iterable[Timer] = (),
) -> dict[str, str]:
    """What is known; a place whose value is not known is absent."""
    severity = policy.severity(incident.severity)
    declared, over = incident.declared, incident.resolved
    started = incident.detected or (declared.at if declared else None)
    pause = _pause_after(incident, policy, audience, now, ladder, timers)
    commander = incident.commander
    tasks = [f"{task.text} ({task.owner})" for task in incident.tasks if task.done is None]
    found = {
        "id": incident.id,
        "title": incident.title,
        "severity": incident.severity,
        "severity_name": severity.name if severity else "",
        "status": incident.stage.value.capitalize(),
        "service": listed(incident.services),
        "started": moment(started, now, zone),
        "declared": moment(declared.at if declared else None, now, zone),
        "updated": moment(now, now, zone),
        "resolved": moment(over.at if over else None, now, zone),
        "duration": _duration(incident, over, started, now),
        "next": moment(now + timedelta(seconds=pause), now, zone) if pause and not over else "",
        "every": span(pause) if pause and not over else "",
        "commander": commander.who if commander else "",
        "who": listed(severity.who) if severity else "",
        "reason": incident.severities[-1].reason if incident.severities else "",
        "tasks": "; ".join(tasks),
    }
    return {place: value for place, value in found.items() if value}


def _pause_after(
    incident: Incident,
    policy: Policy,
    audience: Audience,
    now: datetime,
    ladder: Ladder | None = None,
    timers: Iterable[Timer] = (),
) -> float | None:
    """The seconds from words said now to the next ones due; None where nothing sets a time.

    `timers` are the incident's: they know of demands that hold while nobody has named a situation.
    """
    if ladder is not None and audience is Audience.PUBLIC:
        return _on_ladder(incident, ladder, now)
    name = f"{audience.value}-update"
    running = [each for each in timers if each.name == name and each.repeats and not each.former]
    if running:
        return min(each.seconds for each in running)
    clock = policy.clock(name, incident.severity, incident.situation, repeats=True)
    return clock.seconds if clock else None


def moment(at: datetime | None, now: datetime, zone: ZoneInfo) -> str:
    """A time of day with its zone, and the date where that is not today's: ``14:05 GMT, 20 Nov 2026``."""
    if at is None:
        return ""
    local = at.astimezone(zone)
    name = local.tzname() or "UTC"
    words = f"{local:%H:%M} {'UTC' if name[:1] in '+-' else ''}{name}"
    return words if local.date() == now.astimezone(zone).date() else f"{words}, {local.day} {local:%b %Y}"


def span(seconds: float) -> str:
    """A length of time in words for anybody: ``1 hour 12 minutes``; below a minute it is one."""
    minutes = max(1, round(seconds / 60))
    hours, rest = divmod(minutes, 60)
    parts = [_count(hours, "hour")] if hours else []
    return " ".join([*parts, _count(rest, "minute")] if rest or not parts else parts)


def listed(names: tuple[str, ...]) -> str:
    """``a, b and c``."""
    return " and ".join(part for part in (", ".join(names[:-1]), *names[-1:]) if part)


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def _duration(incident: Incident, over: Stamp | None, started: datetime | None, now: datetime) -> str:
    """Reckoned on the scale without jumps; how long before its declaration it began is taken as said."""
    if incident.declared is None or started is None:
        return ""
    before = max(0.0, (incident.declared.at - started).total_seconds())
    end = over.steady if over else incident.declared.steady + (now - incident.declared.at).total_seconds()
    return span(max(0.0, end - incident.declared.steady) + before)


def _on_ladder(incident: Incident, ladder: Ladder, now: datetime) -> float | None:
    """By how far it has been climbed: each public word is a rung, and one that repeats is the last."""
    rungs = [rung for rung in ladder.rungs if rung.after is not None]
    said = sum(update.audience is Audience.PUBLIC for update in incident.updates)
    repeating = next((index for index, rung in enumerate(rungs) if rung.every), len(rungs))
    if incident.declared is None or not rungs:
        return None
    age = max(0.0, (now - incident.declared.at).total_seconds())
    later = rungs[repeating + 1 :]
    if later and age >= (later[0].after or 0.0):
        return None
    if said >= repeating:
        return rungs[repeating].every if repeating < len(rungs) else None
    if said + 1 >= len(rungs):
        return None
    here, there = rungs[said].after or 0.0, rungs[said + 1].after or 0.0
    return there - age if there > age else there - here
