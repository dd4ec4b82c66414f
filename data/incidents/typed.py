"""One line that a person typed during an incident: plain words are a note, ``@`` a task, ``/`` a command."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from data.config.nearest import did_you_mean
from data.errors import UsageError
from data.incidents import intents
from data.incidents.after_intents import add_action
from data.incidents.clocks import STANDARD
from data.incidents.orders import ORDERS, Order, name_and_rest, order_named
from data.models.entry import Draft
from data.models.incident import Incident
from data.models.policy import Policy
from data.safe import safe

_BOX = re.compile(r"\s+(?:(\d{1,2})\s?(?:h|hours?))?\s?(?:(\d{1,3})\s?(?:m|min|mins|minutes?))?\s*$", re.I)
_LONGEST_S = 86_400.0
_AS_IT_IS = "that is so already: nothing to record"


@dataclass(frozen=True, slots=True)
class Typed:
    """What becomes of a line: entries to record, something to open with `words`, or why neither."""

    drafts: tuple[Draft, ...] = ()
    opens: str = ""
    words: str = ""
    refusal: str = ""


def typed(line: str, incident: Incident, policy: Policy, people: Sequence[str] = ()) -> Typed:
    """What a line asks for; refused with words for a person, so that the line can be mended.

    `people` are the names that may be longer than one word.
    """
    text = line.strip()
    try:
        if text.startswith("//"):
            return _recorded(intents.note(incident, text[1:]))
        if text.startswith("@"):
            return _recorded(_task(incident, text, people))
        if text.startswith("/"):
            return _ordered(text[1:], incident, policy, people)
        return _recorded(intents.note(incident, text))
    except UsageError as error:
        words = ". ".join(part for part in (error.message, error.remedy) if part)
        return Typed(refusal=words)


def boxed(text: str) -> tuple[str, float]:
    """A task's words and its time box in seconds, where they end in one: ``20m``, ``1h``, ``1 h 30 min``."""
    found = _BOX.search(text)
    if found is None or not (found[1] or found[2]):
        return text.strip(), 0.0
    seconds = int(found[1] or 0) * 3600.0 + int(found[2] or 0) * 60.0
    if not 0 < seconds <= _LONGEST_S:
        raise UsageError("a task's time box is between a minute and a day")
    return text[: found.start()].strip(), seconds


def _task(incident: Incident, text: str, people: Sequence[str]) -> list[Draft]:
    name, rest = name_and_rest(text, people)
    words, box = boxed(rest)
    holder = incident.roles.get(name.casefold())
    owner = holder.who if holder is not None and name not in people else name
    return intents.give(incident, owner, words, box)


def _ordered(text: str, incident: Incident, policy: Policy, people: Sequence[str]) -> Typed:
    name, _, rest = text.partition(" ")
    order, rest = order_named(name), rest.strip()
    if order is None:
        raise _unknown(name)
    if order.opens:
        return Typed(opens=order.opens, words=rest)
    if order.name == "role":
        return _role(incident, rest, people)
    if order.name in _ABOUT_PEOPLE:
        return _recorded(_ABOUT_PEOPLE[order.name](incident, rest, people))
    if order.name == "severity":
        severity, _, reason = rest.partition(" ")
        return _recorded(intents.grade(incident, policy, _given(severity, order), reason))
    if order.name == "met":
        return _recorded(intents.meet(incident, _clock(rest, incident, policy)))
    return _recorded(_PLAIN[order.name](incident, rest))


def _unknown(name: str) -> UsageError:
    if not name:
        return UsageError("which command?", "/help shows them all")
    begun = [f"/{order.name}" for order in ORDERS if order.name.startswith(name.casefold())]
    if begun:
        return UsageError(f'"/{safe(name, 40)}" may be several commands', ", ".join(begun))
    near = did_you_mean(name, [order.name for order in ORDERS])
    remedy = "; ".join(part for part in (near, "// begins a note that begins with /") if part)
    return UsageError(f'no command is called "/{safe(name, 40)}"', remedy)


def _role(incident: Incident, rest: str, people: Sequence[str]) -> Typed:
    """A role is given; the command, where somebody has it, is handed over."""
    role, _, who = rest.partition(" ")
    if not role:
        raise UsageError("which role?", f"there are {', '.join(intents.ROLES)}")
    name, more = name_and_rest(who, people)
    if more:
        raise UsageError(f'"{safe(who)}" is more than one name', 'write "Ann Lee" in quotation marks')
    if not incident.stage.over and intents.takes_over(incident, role, name):
        return Typed(opens="handover", words=name)
    return _recorded(intents.assign(incident, role, name))


def _escalate(incident: Incident, rest: str, people: Sequence[str]) -> list[Draft]:
    return intents.escalate(incident, *name_and_rest(rest, people))


def _later(incident: Incident, rest: str, people: Sequence[str]) -> list[Draft]:
    name, words = name_and_rest(rest, people)
    said, _, last = words.rpartition(" ")
    try:
        due = date.fromisoformat(last)
    except ValueError:
        raise UsageError("until which day?", "/later bo raise the limit 2026-11-27") from None
    return add_action(incident, said, name, due)


def _answer(incident: Incident, rest: str) -> list[Draft]:
    id, words = _numbered(rest, [each.id for each in incident.questions if each.answered is None], "question")
    return intents.answer(incident, id, words)


def _of_task(intent: Callable[[Incident, str], list[Draft]]) -> Callable[[Incident, str], list[Draft]]:
    def act(incident: Incident, rest: str) -> list[Draft]:
        id, more = _numbered(rest, [each.id for each in incident.tasks if each.done is None], "task")
        drafts = intent(incident, id)
        return [*drafts, *(intents.note(incident, f"task {id}: {more}") if more else [])]

    return act


def _numbered(rest: str, waiting: Sequence[str], what: str) -> tuple[str, str]:
    """An id and what follows it; the only one that waits where no number is said."""
    first, _, more = rest.partition(" ")
    if first.isdigit() or first in waiting:
        return first, more.strip()
    if len(waiting) == 1:
        return waiting[0], rest
    raise UsageError(f"which {what}?", f"open are {', '.join(waiting)}" if waiting else f"no {what} is open")


def _clock(rest: str, incident: Incident, policy: Policy) -> str:
    set_ = [clock.name for clock in policy.clocks_for(incident.severity, incident.situation)]
    known = list(dict.fromkeys([*set_, *STANDARD]))
    name = rest.casefold().replace(" ", "-")
    if name and name not in known:
        raise UsageError(f'no clock is called "{safe(rest)}"', did_you_mean(name, known))
    return name


def _given(word: str, order: Order) -> str:
    if not word:
        raise UsageError(f"which {order.name}?", order.shown)
    return word


def _recorded(drafts: list[Draft]) -> Typed:
    return Typed(tuple(drafts)) if drafts else Typed(refusal=_AS_IT_IS)


_PLAIN: dict[str, Callable[[Incident, str], list[Draft]]] = {
    "ack": lambda incident, rest: intents.acknowledge(incident),
    "status": intents.go_on,
    "take": _of_task(intents.take_task),
    "done": _of_task(intents.finish_task),
    "ask": intents.ask,
    "answer": _answer,
    "resolve": intents.resolve,
    "reopen": intents.reopen,
    "close": lambda incident, rest: intents.close(incident),
    "note": intents.note,
}
_ABOUT_PEOPLE: dict[str, Callable[[Incident, str, Sequence[str]], list[Draft]]] = {
    "task": _task,
    "escalate": _escalate,
    "later": _later,
}
