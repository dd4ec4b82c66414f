"""What an entry of an incident says, in the words of one line."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from data.incidents.letter_words import PREFIX, telling_of_letter
from data.incidents.run_words import RUNBOOK, telling_of_run
from data.models.incident import COMMANDER, Line
from data.procedures.fields import number
from data.quantity import format_duration
from data.safe import safe

Fields = Mapping[str, Any]
_WORDS = ("title", "note", "text", "status", "severity", "role", "who", "owner", "to", "clock", "reason")
_SEPARATOR = " · "


def telling(kind: str, fields: Fields, about: str = "") -> str:
    """The words of an entry (``incident.note``…); `about` is the task or the question that it names.

    A kind that is not known here is told by whatever words it has.
    """
    if kind.startswith(PREFIX):
        return telling_of_letter(kind, fields)
    if kind.startswith(RUNBOOK):
        words = telling_of_run(kind, fields)
    else:
        tell = _TELLERS.get(kind)
        words = tell(fields, about) if tell is not None else ""
    return words or _SEPARATOR.join(word for word in (_said(fields, key) for key in _WORDS) if word)


def marked(line: Line) -> str:
    """The words of a line; where they were put right, with those that stood there first."""
    correction = line.correction
    if correction is None:
        return line.words
    if correction.withdrawn:
        why = f", {correction.reason}" if correction.reason else ""
        return f"(taken back by {correction.by}{why}) {correction.original}"
    return f"{line.words} (put right by {correction.by}; first: {correction.original})"


def _said(fields: Fields, key: str) -> str:
    """A string of an entry, fit to be shown on one line; empty where there is none."""
    value = fields.get(key)
    if not isinstance(value, str):
        return ""
    lines = [part.strip() for part in value.replace("\r", "\n").split("\n")]
    return safe(_SEPARATOR.join(filter(None, lines)))


def _because(words: str, why: str) -> str:
    return f"{words}: {why}" if why else words


def _declared(fields: Fields, about: str) -> str:
    words = _because(f"declared {_said(fields, 'severity')}".strip(), _said(fields, "title"))
    reason = _said(fields, "reason")
    return f"{words} ({reason})" if reason else words


def _severity(fields: Fields, about: str) -> str:
    was, new = _said(fields, "was"), _said(fields, "severity")
    return _because(f"{was} → {new}" if was else f"severity {new}", _said(fields, "reason")) if new else ""


def _role(fields: Fields, about: str) -> str:
    role, who, to = _said(fields, "role"), _said(fields, "who"), _said(fields, "reports_to")
    if not role:
        return ""
    words = f"{who} is {role}" if who else f"nobody is {role} any more"
    return f"{words}, reports to {to}" if to else words


def _handover(fields: Fields, about: str) -> str:
    to = _said(fields, "to")
    role = _said(fields, "role") or COMMANDER
    return _because(f"{to} takes over as {role}", _said(fields, "note")) if to else ""


def _task(fields: Fields, about: str) -> str:
    owner, words = _said(fields, "owner") or "nobody", _said(fields, "text")
    box = number(fields.get("box_s"))
    within = f", {format_duration(box)}" if box and box > 0 else ""
    return f"task {_said(fields, 'task')} for {owner}{within}: {words}" if words else ""


def _of_task(words: str) -> Callable[[Fields, str], str]:
    return lambda fields, about: _because(f"task {_said(fields, 'task')} is {words}", about)


def _question(fields: Fields, about: str) -> str:
    words = _said(fields, "text")
    return _because(f"question {_said(fields, 'question')}".strip(), words) if words else ""


def _answer(fields: Fields, about: str) -> str:
    asked = about or f"question {_said(fields, 'question')}"
    words = _said(fields, "text")
    return f"{asked} — {words}" if words else ""


def _update(fields: Fields, about: str) -> str:
    return _because(f"{_said(fields, 'audience')} words".strip(), _said(fields, "text"))


def _escalated(fields: Fields, about: str) -> str:
    who = _said(fields, "to")
    return _because(f"called {who}", _said(fields, "reason")) if who else ""


def _met(fields: Fields, about: str) -> str:
    clock = _said(fields, "clock")
    return f"{clock} is done" if clock else ""


def _action(fields: Fields, about: str) -> str:
    words, due = _said(fields, "text"), fields.get("due")
    until = f" until {due.isoformat()[:10]}" if isinstance(due, date) else ""
    owner = _said(fields, "owner") or "nobody"
    return f"action item {_said(fields, 'action')} for {owner}{until}: {words}" if words else ""


def _action_done(fields: Fields, about: str) -> str:
    words = _because(f"action item {_said(fields, 'action')} is done", about)
    note = _said(fields, "note")
    return f"{words} ({note})" if note else words


def _action_opened(fields: Fields, about: str) -> str:
    return _because(f"action item {_said(fields, 'action')} is open again", about)


def _judged(fields: Fields, about: str) -> str:
    return _because(_said(fields, "question").replace("-", " "), _said(fields, "text"))


def _inject(fields: Fields, about: str) -> str:
    return _because(_said(fields, "who") or "log", _said(fields, "words"))


_TELLERS: dict[str, Callable[[Fields, str], str]] = {
    "incident.declared": _declared,
    "incident.acknowledged": lambda fields, about: "acknowledged",
    "incident.severity": _severity,
    "incident.role": _role,
    "incident.handover": _handover,
    "incident.task": _task,
    "incident.task-acknowledged": _of_task("taken"),
    "incident.task-done": _of_task("done"),
    "incident.status": lambda fields, about: _said(fields, "status"),
    "incident.resolved": lambda fields, about: _because("resolved", _said(fields, "note")),
    "incident.closed": lambda fields, about: "closed: nothing is left to do",
    "incident.reopened": lambda fields, about: _because("opened again", _said(fields, "reason")),
    "incident.update": _update,
    "incident.question": _question,
    "incident.answer": _answer,
    "incident.escalated": _escalated,
    "incident.met": _met,
    "incident.action": _action,
    "incident.action-done": _action_done,
    "incident.action-opened": _action_opened,
    "incident.judged": _judged,
    "drill.inject": _inject,
}
