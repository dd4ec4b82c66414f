"""What the runs of runbooks say in an incident's timeline, in the words of one line."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from data.procedures.fields import number
from data.quantity import format_value
from data.safe import safe

Fields = Mapping[str, Any]
RUNBOOK = "runbook."


def telling_of_run(kind: str, fields: Fields) -> str:
    """The words of an entry about a run; empty for a kind that is not known here."""
    tell = _TELLERS.get(kind.removeprefix(RUNBOOK))
    return tell(fields) if tell is not None else ""


def _said(fields: Fields, key: str) -> str:
    value = fields.get(key)
    return safe(" ".join(value.split())) if isinstance(value, str) else ""


def _begun(fields: Fields) -> str:
    mode = _said(fields, "mode")
    return f"{_said(fields, 'title') or _said(fields, 'runbook')} begun{f' ({mode})' if mode else ''}"


def _step(fields: Fields) -> str:
    """The step by its title, else by its id."""
    return _said(fields, "title") or f"{_said(fields, 'runbook')} {_said(fields, 'step')}".strip()


def _finished(fields: Fields) -> str:
    took = number(fields.get("took_s"))
    after = f" after {format_value(took, 's')}" if took is not None else ""
    return f"{_step(fields)} → {_said(fields, 'status') or 'ended'}{after}"


def _of_step(words: str, why: str) -> Callable[[Fields], str]:
    def tell(fields: Fields) -> str:
        begin, more = f"{_step(fields)} {words}".strip(), _said(fields, why)
        return f"{begin}: {more}" if more else begin

    return tell


def _ended(fields: Fields) -> str:
    return f"{_said(fields, 'runbook')} ended: {_said(fields, 'outcome') or 'nobody says how'}"


_TELLERS: dict[str, Callable[[Fields], str]] = {
    "begun": _begun,
    "started": _of_step("runs", "text"),
    "finished": _finished,
    "checked": _of_step("", "words"),
    "confirmed": _of_step("is done", "note"),
    "skipped": _of_step("is skipped", "reason"),
    "aborted": _of_step("is given up", "reason"),
    "ended": _ended,
}
