"""A handover to be read: in plain lines, or as Markdown."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime

from data.incidents.handover import Due, Handover, Spoken
from data.incidents.spans import clock_time, span
from data.markdown import escaped
from data.models.incident import Line, Task

_TRIED, _PROOF = 12, 8
"""So many of the latest lines are told; of more, how many there are."""

Section = tuple[str, list[str]]


def text(handover: Handover) -> str:
    """Lines for a terminal or a chat."""
    lines = [_title(handover), handover.incident.title or "its declaration is lost", _standing(handover)]
    for title, told in _sections(handover):
        lines += ["", title, *(f"  {line}" for line in told)]
    return "\n".join(lines) + "\n"


def markdown(handover: Handover) -> str:
    """The same as Markdown; nothing that anybody wrote is obeyed in it."""
    lines = [
        f"# {escaped(_title(handover))}",
        "",
        escaped(handover.incident.title),
        "",
        escaped(_standing(handover)),
    ]
    for title, told in _sections(handover):
        lines += ["", f"## {escaped(title)}", "", *(f"- {escaped(line)}" for line in told)]
    return "\n".join(lines) + "\n"


def _title(handover: Handover) -> str:
    giver = f" from {handover.giver}" if handover.giver else ", which nobody has"
    return f"Handover of {handover.incident.id}: {handover.role}{giver}"


def _standing(handover: Handover) -> str:
    meaning = f" {handover.meaning}" if handover.meaning else ""
    found = handover.incident
    since = f" since {_at(handover, found.severities[-1].stamp.at)}" if found.severities else ""
    lasted = f"{found.stage.value} after {span(handover.lasted)}"
    return f"{found.severity or 'no severity'}{meaning} ({found.policy or 'no policy'}){since}; {lasted}"


def _sections(handover: Handover) -> list[Section]:
    found: list[Section] = []
    if handover.incident.doubts:
        found.append(("In doubt", list(handover.incident.doubts)))
    if handover.incident.services:
        found.append(("Affected", [", ".join(handover.incident.services)]))
    found.append(("Due", [_due(handover, due) for due in handover.clocks] or ["no clock is running"]))
    if handover.calls:
        found.append(("Now", [f"{call.kind.value}: {call.words}" for call in handover.calls]))
    found.append(
        (
            "Roles",
            [f"{role.name}: {role.who}" for role in handover.incident.roles.values()] or ["nobody has one"],
        )
    )
    tasks = [_task(handover, task) for task in handover.tasks]
    found.append((f"Open tasks ({len(tasks)})", tasks or ["none"]))
    asked = [f"{each.id}: {each.text} (asked by {each.stamp.by})" for each in handover.questions]
    found.append((f"Open questions ({len(asked)})", asked or ["none"]))
    found.append(("Words", list(_words(handover))))
    found.append(("Tried", _latest(handover, handover.tried, _TRIED) or ["nothing that an entry tells of"]))
    if handover.proof:
        found.append(("Evidence", _latest(handover, handover.proof, _PROOF)))
    return found


def _due(handover: Handover, due: Due) -> str:
    how = f"{span(due.left)} over" if due.missed else f"in {span(due.left)}" if due.left > 0 else "now"
    to = f" → {', '.join(due.who)}" if due.who else ""
    return f"{due.name} {_at(handover, due.due)}, {how}{to}"


def _task(handover: Handover, task: Task) -> str:
    box = ""
    if task.box:
        box = f", {span(task.box)} from {_at(handover, task.stamp.at)}"
    taken = "" if task.acknowledged else ", not taken yet"
    return f"{task.id} @{task.owner or 'nobody'}: {task.text}{box}{taken}"


def _words(handover: Handover) -> Iterator[str]:
    for each in handover.spoken:
        yield f"{each.audience.value}: {_last(handover, each)}; {_next(handover, each)}"
    for letter in handover.waiting:
        yield f"waiting to leave by {letter.channel}: {letter.subject or letter.body}"


def _last(handover: Handover, spoken: Spoken) -> str:
    if spoken.last is None:
        return "no words yet"
    return f"last {_at(handover, spoken.last.stamp.at)} by {spoken.last.stamp.by}: {spoken.last.text}"


def _next(handover: Handover, spoken: Spoken) -> str:
    return f"next due {_at(handover, spoken.next.due)}" if spoken.next else "no clock for the next"


def _latest(handover: Handover, lines: Sequence[Line], most: int) -> list[str]:
    told = [_line(handover, line) for line in lines[-most:]]
    before = len(lines) - len(told)
    return ([f"{before} earlier ones: incident show {handover.incident.id}"] if before else []) + told


def _line(handover: Handover, line: Line) -> str:
    words = f": {line.words}" if line.words else ""
    proof = f" (entry {line.stamp.entry})" if line.supported else ""
    return f"{_at(handover, line.stamp.at)} {line.stamp.by} {line.kind}{words}{proof}"


def _at(handover: Handover, moment: datetime) -> str:
    return clock_time(moment, handover.zone, handover.at.astimezone(handover.zone).date())
