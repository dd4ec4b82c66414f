"""What people want recorded once an incident is over: action items, and corrections of what was said."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from data.config.nearest import did_you_mean
from data.errors import UsageError
from data.incidents.drafting import draft_of, next_number
from data.incidents.intents import meet, one_person
from data.models.entry import Draft
from data.models.incident import Action, Incident, Line
from data.models.timer import Timer
from data.safe import safe

_AREAS = ("fix", "process", "monitoring", "training", "documentation")
"""What an action item can mend, as the review's own list has it."""
_LEAST = 4
"""So many characters of an entry's id must be given."""
_WORDS_OF = {
    "declared": "title",
    "note": "note",
    "severity": "reason",
    "task": "text",
    "question": "text",
    "answer": "text",
    "judged": "text",
    "action": "text",
    "action-done": "note",
    "escalated": "reason",
    "resolved": "note",
    "reopened": "reason",
}
"""Of each kind of line, the field that a person wrote; what is no person's words is not rewritten."""


def add_action(incident: Incident, text: str, owner: str, due: date | None, area: str = "") -> list[Draft]:
    """Something to be done, by exactly one person, until a day. Raises UsageError."""
    if not text.strip():
        raise UsageError("an action item needs words", "what is to be done?")
    if due is None:
        raise UsageError("an action item needs a day", "until when? --due 2026-11-27")
    if area and area not in _AREAS:
        remedy = did_you_mean(area, _AREAS) or f"there are {', '.join(_AREAS)}"
        raise UsageError(f'no action item is for "{safe(area)}"', remedy)
    fields: dict[str, Any] = {
        "action": next_number(each.id for each in incident.actions),
        "text": text.strip(),
    }
    fields |= {"owner": one_person(owner), "due": due}
    return [draft_of(incident, "action", fields | ({"area": area} if area else {}))]


def finish_action(incident: Incident, id: str, note: str = "") -> list[Draft]:
    """Say that an action item is done; nothing where it is. Raises UsageError."""
    action = _action(incident, id)
    said = {"note": note.strip()} if note.strip() else {}
    return [] if action.done else [draft_of(incident, "action-done", {"action": action.id, **said})]


def reopen_action(incident: Incident, id: str) -> list[Draft]:
    """Say that an action item is not done after all; nothing where it is open. Raises UsageError."""
    action = _action(incident, id)
    return [draft_of(incident, "action-opened", {"action": action.id})] if action.done else []


def meet_known(incident: Incident, timers: Iterable[Timer], clock: str) -> list[Draft]:
    """Say that what a clock demands is done, by a name that its policy or ladder has. Raises UsageError."""
    names = {timer.name for timer in timers}
    if clock not in names:
        remedy = did_you_mean(clock, names) or f"there are {', '.join(sorted(names))}"
        raise UsageError(f'no clock of {incident.id} is called "{safe(clock)}"', remedy)
    return [] if clock in incident.met else meet(incident, clock)


def written(incident: Incident, clock: str, digest: str) -> list[Draft]:
    """Say that the report or the review is written; `digest` is of its text. Raises UsageError."""
    if not incident.stage.over:
        raise UsageError(f"{incident.id} is not resolved", f"its {clock} is done when it is over")
    return [draft_of(incident, "met", {"clock": clock, "digest": digest})]


def judge(incident: Incident, question: str, text: str, known: Iterable[str]) -> list[Draft]:
    """Record what the people of a review answered to one of its questions. Raises UsageError."""
    known = tuple(known)
    if question not in known:
        remedy = did_you_mean(question, known) or f"there are {', '.join(known)}"
        raise UsageError(f'no question of a review is called "{safe(question)}"', remedy)
    if not text.strip():
        raise UsageError("an answer needs words", f"--answer {question}=TEXT")
    return [draft_of(incident, "judged", {"question": question, "text": text.strip()})]


def correct(incident: Incident, entry: str, text: str) -> list[Draft]:
    """Put right what somebody wrote: the new words stand, the first stay readable. Raises UsageError."""
    line = _line(incident, entry)
    field = _WORDS_OF.get(line.kind)
    if field is None:
        remedy = "add a note, or --withdraw it" if line.kind in _TAKEN_BACK else "add a note"
        raise UsageError(f"a line of the kind {line.kind} is not rewritten", remedy)
    if not text.strip():
        raise UsageError("no words to put in its place", "--text TEXT, or --withdraw")
    return [draft_of(incident, "correction", {"amends": line.stamp.entry, field: text.strip()})]


def withdraw(incident: Incident, entry: str, why: str) -> list[Draft]:
    """Take back what was said by mistake; it stays readable. Raises UsageError."""
    line = _line(incident, entry)
    if line.kind not in _TAKEN_BACK:
        raise UsageError(f"a line of the kind {line.kind} is not taken back", "add a note that puts it right")
    if not why.strip():
        raise UsageError("why is it taken back?", "give a reason")
    return [draft_of(incident, "correction", {"retracts": line.stamp.entry, "why": why.strip()})]


def began(incident: Incident, entry: str, moment: datetime) -> list[Draft]:
    """Say when the trouble really began; only known afterwards, as a rule. Raises UsageError."""
    declared = incident.declared
    if _line(incident, entry).kind != "declared":
        raise UsageError("only a declaration says when the trouble began")
    if declared is None:
        raise UsageError(f"the declaration of {incident.id} is lost")
    if moment > declared.at:
        raise UsageError(
            "the trouble cannot begin after its declaration",
            f"it was declared at {declared.at.isoformat(timespec='seconds')}",
        )
    return [draft_of(incident, "correction", {"amends": declared.entry, "detected": moment})]


_TAKEN_BACK = {
    *("note", "acknowledged", "severity", "role", "task", "task-acknowledged", "task-done", "status"),
    *("question", "answer", "judged", "escalated", "met", "resolved", "closed", "reopened"),
    *("action", "action-done", "action-opened"),
}
"""What people said; what was measured, sent or run happened, and is not taken back."""


def _line(incident: Incident, entry: str) -> Line:
    """The line of an entry, by its id, or by the end of it where only one ends so."""
    if len(entry) < _LEAST:
        raise UsageError(
            f'"{safe(entry)}" is too short for an entry', "ops-console incident show --json has them"
        )
    found = [line for line in incident.timeline if line.stamp.entry.endswith(entry)]
    exact = [line for line in found if line.stamp.entry == entry] or found
    if len(exact) != 1:
        said = f"{len(exact)} entries of {incident.id} end" if exact else f"no entry of {incident.id} ends"
        raise UsageError(
            f'{said} with "{safe(entry)}"', f"ops-console incident show {incident.id} --json has them"
        )
    if exact[0].correction is not None and exact[0].correction.withdrawn:
        raise UsageError("that was taken back already")
    return exact[0]


def _action(incident: Incident, id: str) -> Action:
    action = incident.action(id)
    if action is None:
        ids = ", ".join(each.id for each in incident.actions) or "none"
        raise UsageError(f'{incident.id} has no action item "{safe(id)}"', f"there are {ids}")
    return action
