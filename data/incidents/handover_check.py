"""The three values that a receiver types to show that a handover was read.

Spelling is forgiven, the values are not: ``p0``, ``Escalate 9.34`` and ``four`` are as good as
``P0``, ``escalate 09:34`` and ``4``.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from difflib import SequenceMatcher

from data.errors import UsageError
from data.incidents.handover import Due, Handover, digest_of, next_due
from data.incidents.intents import one_person
from data.incidents.spans import clock_time
from data.models.entry import Draft
from data.models.incident import Incident

SEVERITY, NEXT, TASKS = "severity", "next", "tasks"
_NONE = frozenset(("none", "no", "nothing", "nil", "0", "zero"))
_NUMBERS = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_DATE = re.compile(r"\b(\d{4})-(\d{2})-(\d{2})\b")
_TIME = re.compile(r"\b(\d{1,2})\s?[:.h]\s?(\d{2})(?::\d{2})?\b|\b(\d{2})(\d{2})\b")
_ALIKE = 0.75
"""Two words are the same one, misspelt, from this likeness on."""


@dataclass(frozen=True, slots=True)
class Asked:
    """One value to be typed: `words` ask for it, `value` is what it is."""

    key: str
    words: str
    value: str


def questions(handover: Handover) -> tuple[Asked, Asked, Asked]:
    """What the receiver is asked, always these three."""
    due = next_due(handover)
    return (
        Asked(SEVERITY, "What severity has it now?", handover.incident.severity or "none"),
        Asked(NEXT, "Which clock is due next, and when (name HH:MM)?", _next(handover, due)),
        Asked(TASKS, "How many tasks are open?", str(len(handover.tasks))),
    )


def check(handover: Handover, answers: Mapping[str, str]) -> dict[str, str]:
    """What is wrong with each answer, by its key, never with the value; empty where all three fit."""
    fits = {
        SEVERITY: _same(answers.get(SEVERITY, ""), handover.incident.severity or "none"),
        NEXT: _fits_next(answers.get(NEXT, ""), handover),
        TASKS: _number(answers.get(TASKS, "")) == len(handover.tasks),
    }
    said = {key: "not answered" if not answers.get(key, "").strip() else _WRONG[key] for key in fits}
    return {key: said[key] for key, fit in fits.items() if not fit}


def hand_over(
    incident: Incident, read: Handover, now: Handover, to: str, answers: Mapping[str, str], text: str
) -> list[Draft]:
    """Move the role, where the answers fit what is so `now`; `text` is what was `read`. Raises UsageError."""
    if incident.stage.over:
        raise UsageError(f"{incident.id} is over", "reopen it first")
    receiver = one_person(to)
    if now.giver and receiver.casefold() == now.giver.casefold():
        raise UsageError(f"{receiver} is {now.role} already")
    wrong = check(now, answers)
    if wrong and not check(read, answers):
        raise UsageError("what was read is no longer so", "read the handover again")
    if wrong:
        told = "; ".join(f"{key}: {words}" for key, words in wrong.items())
        raise UsageError(f"the {now.role} does not change hands: {told}", "the handover says it")
    fields = {
        "incident": incident.id,
        "role": now.role,
        "to": receiver,
        "was": now.giver,
        "confirmed": {each.key: each.value for each in questions(now)},
        "digest": digest_of(text),
    }
    kept = {key: value for key, value in fields.items() if value}
    return [Draft("incident.handover", kept, drill=incident.drill)]


_WRONG = {
    SEVERITY: "that is not its severity now",
    NEXT: "that is not the next clock and its time",
    TASKS: "so many tasks are not open",
}


def _next(handover: Handover, due: Due | None) -> str:
    if due is None:
        return "none"
    return f"{due.name} {clock_time(due.due, handover.zone, handover.at.astimezone(handover.zone).date())}"


def _fits_next(answer: str, handover: Handover) -> bool:
    first = next_due(handover)
    if first is None:
        return bool(_words(answer)) and set(_words(answer)) <= _NONE
    at = first.due.astimezone(handover.zone)
    together = [due for due in handover.clocks if _minute(due.due) == _minute(first.due)]
    dates, rest = _DATE.findall(answer), _DATE.sub(" ", answer)
    times = _TIME.findall(rest)
    if len(times) != 1 or any(tuple(map(int, each)) != (at.year, at.month, at.day) for each in dates):
        return False
    hour, minute = (int(part) for part in times[0] if part)
    named = _words(_TIME.sub(" ", rest))
    return (hour, minute) == (at.hour, at.minute) and any(_names(named, due.name) for due in together)


def _names(said: list[str], name: str) -> bool:
    """Whether words mean a clock: each is one of its name's, however spelt, and there is one at least."""
    parts = _words(name)
    return bool(said) and all(any(_alike(word, part) for part in parts) for word in said)


def _alike(word: str, part: str) -> bool:
    return word == part or (len(word) > 3 and SequenceMatcher(None, word, part).ratio() >= _ALIKE)


def _same(answer: str, value: str) -> bool:
    return bool(_words(answer)) and "".join(_words(answer)) == "".join(_words(value))


def _number(answer: str) -> int | None:
    words = _words(answer)
    if words and words[-1] in ("task", "tasks", "open"):
        words = [word for word in words if word not in ("task", "tasks", "open")]
    if len(words) != 1:
        return None
    if words[0] in _NONE:
        return 0
    if words[0] in _NUMBERS:
        return _NUMBERS.index(words[0])
    return int(words[0]) if words[0].isascii() and words[0].isdigit() and len(words[0]) < 7 else None


def _words(text: str) -> list[str]:
    return re.findall(r"[^\W_]+", text.casefold())


def _minute(moment: datetime) -> int:
    return int(moment.timestamp() // 60)
