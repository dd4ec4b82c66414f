"""What people want recorded of an incident: pure functions from its state to the drafts of entries.

Each refuses, with words for a person, what must not be recorded as it stands.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from data.config.nearest import did_you_mean
from data.errors import UsageError
from data.incidents.drafting import draft_of, next_number
from data.journal.evidence import evidence_table
from data.models.entry import Draft
from data.models.evidence import Evidence
from data.models.incident import COMMANDER, Audience, Incident, Stage, Task
from data.models.policy import Policy
from data.safe import safe

ROLES = (COMMANDER, "deputy", "scribe", "communications", "expert")
_STEPS = (Stage.INVESTIGATING, Stage.MITIGATING, Stage.MONITORING, Stage.RESOLVED)


def declare(
    id: str,
    policy: Policy,
    severity: str,
    title: str,
    day: date,
    *,
    situation: str = "",
    services: Sequence[str] = (),
    detected: datetime | None = None,
    reason: str = "",
    ladder: str = "",
    commander: str = "",
    evidence: Sequence[Evidence] = (),
    drill: bool = False,
) -> list[Draft]:
    """Open an incident, the first entry, and give somebody the command of it. Raises UsageError.

    `detected` is when the trouble was first seen, `evidence` what it was seen by.
    """
    if not title.strip():
        raise UsageError("an incident needs a title", '--title "site down"')
    fields: dict[str, Any] = {
        "incident": id,
        "severity": _known_severity(policy, severity),
        "title": title.strip(),
        "policy": policy.id,
    }
    known = {each.id for each in policy.situations} | {each.situation for each in policy.clocks} - {""}
    if situation and situation not in known:
        remedy = did_you_mean(situation, known) or f"there are {', '.join(sorted(known))}"
        raise UsageError(f'{policy.id} knows no situation "{safe(situation)}"', remedy)
    more = {"situation": situation, "services": list(services), "reason": reason.strip(), "ladder": ladder}
    fields |= {key: value for key, value in more.items() if value}
    if detected is not None:
        fields["detected"] = detected
    if evidence:
        fields["evidence"] = [evidence_table(each) for each in evidence]
    return [Draft("incident.declared", fields, day, drill), *_in_command(id, commander, drill)]


def _in_command(id: str, who: str, drill: bool) -> list[Draft]:
    role = {"incident": id, "role": COMMANDER, "who": one_person(who) if who.strip() else ""}
    return [Draft("incident.role", role, drill=drill)] if role["who"] else []


def _known_severity(policy: Policy, severity: str) -> str:
    """The severity in the policy's own spelling. Raises UsageError with the nearest one."""
    ids = [each.id for each in policy.severities]
    found = next((id for id in ids if id.casefold() == severity.strip().casefold()), None)
    if found is None:
        named = [f"{each.id} ({each.name})" for each in policy.severities]
        near = did_you_mean(severity, ids)
        remedy = "; ".join(part for part in (near, f"{policy.id} has {', '.join(named)}") if part)
        raise UsageError(f'{policy.id} knows no severity "{safe(severity)}"', remedy)
    return found


def acknowledge(incident: Incident) -> list[Draft]:
    """Say that somebody answers; nothing where somebody does."""
    return [] if incident.acknowledged else [draft_of(incident, "acknowledged", {})]


def note(incident: Incident, text: str) -> list[Draft]:
    """Write a line into the timeline; a closed incident too takes notes."""
    return [draft_of(incident, "note", {"note": _words(text, "an empty note says nothing")})]


def grade(incident: Incident, policy: Policy, severity: str, reason: str) -> list[Draft]:
    """Change the severity; nothing where it is the same. Raises UsageError."""
    _open(incident)
    new = _known_severity(policy, severity)
    if new == incident.severity:
        return []
    why = _words(reason, f"why is it {new} and no longer {incident.severity}?", "give a reason")
    return [draft_of(incident, "severity", {"severity": new, "was": incident.severity, "reason": why})]


def assign(incident: Incident, role: str, who: str, reports_to: str = "") -> list[Draft]:
    """Give somebody a role; several experts are told apart by a colon: ``expert:database``."""
    _open(incident)
    name = role.strip().casefold()
    if name.partition(":")[0] not in ROLES or name.endswith(":") or (":" in name and name[:7] != "expert:"):
        remedy = did_you_mean(name, ROLES) or f"there are {', '.join(ROLES)}; expert:database names an expert"
        raise UsageError(f'no role is called "{safe(role)}"', remedy)
    if takes_over(incident, name, who):
        told = (
            f"{incident.roles[COMMANDER].who} is in command, and {one_person(who)} takes over by a handover"
        )
        raise UsageError(told, "incident handover --to NAME asks for the three values that show it was read")
    fields = {"role": name, "who": one_person(who)}
    if reports_to.strip():
        fields["reports_to"] = one_person(reports_to)
    return [draft_of(incident, "role", fields)]


def takes_over(incident: Incident, role: str, who: str) -> bool:
    """Whether somebody else is in command, which changes hands by a handover alone.

    Every other role, and the command that nobody has, is given freely. Raises UsageError where `who` is
    not one person.
    """
    holder = incident.commander
    if role.strip().casefold() != COMMANDER or holder is None:
        return False
    return one_person(who).casefold() != holder.who.casefold()


def give(incident: Incident, owner: str, text: str, box_s: float = 0.0) -> list[Draft]:
    """Give exactly one person a task; `box_s` is the time it may take, in seconds. Raises UsageError."""
    _open(incident)
    if box_s < 0:
        raise UsageError("a task cannot take less than no time")
    fields: dict[str, Any] = {
        "task": next_number(task.id for task in incident.tasks),
        "owner": one_person(owner),
        "text": _words(text, "what is to be done?", "a task needs words"),
    }
    if box_s:
        fields["box_s"] = box_s
    return [draft_of(incident, "task", fields)]


def take_task(incident: Incident, id: str) -> list[Draft]:
    """Say that its owner has heard of a task; nothing where that is known."""
    task = _task(incident, id)
    return (
        [] if task.acknowledged or task.done else [draft_of(incident, "task-acknowledged", {"task": task.id})]
    )


def finish_task(incident: Incident, id: str) -> list[Draft]:
    """Say that a task is done; nothing where it is."""
    task = _task(incident, id)
    return [] if task.done else [draft_of(incident, "task-done", {"task": task.id})]


def go_on(incident: Incident, status: str) -> list[Draft]:
    """Another stage; nothing where it is the same. Raises UsageError."""
    stage = next((step for step in _STEPS if step.value == status.strip().casefold()), None)
    if stage is None:
        names = [step.value for step in _STEPS]
        remedy = did_you_mean(status, names) or f"there are {', '.join(names)}"
        raise UsageError(f'no status is called "{safe(status)}"', remedy)
    if stage is Stage.RESOLVED:
        return resolve(incident)
    _open(incident)
    if stage is incident.stage and incident.steps:
        return []
    return [draft_of(incident, "status", {"status": stage.value})]


def resolve(incident: Incident, words: str = "") -> list[Draft]:
    """Say that the service is well again. Raises UsageError where it was said."""
    _open(incident)
    return [draft_of(incident, "resolved", {"note": words.strip()} if words.strip() else {})]


def reopen(incident: Incident, reason: str) -> list[Draft]:
    """Say that it was not over after all. Raises UsageError where it is open."""
    if not incident.stage.over:
        raise UsageError(f"{incident.id} is open")
    return [
        draft_of(incident, "reopened", {"reason": _words(reason, "why is it opened again?", "give a reason")})
    ]


def close(incident: Incident) -> list[Draft]:
    """Say that nothing is left to do. Raises UsageError while it is not resolved."""
    if not incident.stage.over:
        raise UsageError(f"{incident.id} is not resolved", "resolve it first")
    return [] if incident.stage is Stage.CLOSED else [draft_of(incident, "closed", {})]


def sent(incident: Incident, audience: Audience, text: str) -> list[Draft]:
    """Record words that went out. Raises UsageError where there are none."""
    words = _words(text, "an empty update says nothing")
    return [draft_of(incident, "update", {"audience": audience.value, "text": words})]


def escalate(incident: Incident, who: str, reason: str = "") -> list[Draft]:
    """Record that somebody was called. Raises UsageError where nobody is named."""
    _open(incident)
    fields = {"to": _words(who, "who was called?", "name them")}
    if reason.strip():
        fields["reason"] = reason.strip()
    return [draft_of(incident, "escalated", fields)]


def ask(incident: Incident, text: str) -> list[Draft]:
    """Put a question that somebody must answer."""
    id = next_number(each.id for each in incident.questions)
    return [draft_of(incident, "question", {"question": id, "text": _words(text, "what is the question?")})]


def answer(incident: Incident, id: str, text: str) -> list[Draft]:
    """Answer a question. Raises UsageError where there is none of that id."""
    if incident.question(id) is None:
        ids = ", ".join(each.id for each in incident.questions) or "none"
        raise UsageError(f'{incident.id} has no question "{safe(id)}"', f"there are {ids}")
    return [draft_of(incident, "answer", {"question": id, "text": _words(text, "what is the answer?")})]


def meet(incident: Incident, clock: str) -> list[Draft]:
    """Say that what a clock demands is done: a report, a review, the authorities told."""
    return [draft_of(incident, "met", {"clock": _words(clock, "which clock?")})]


def one_person(name: str) -> str:
    """The name of exactly one person, without the ``@``. Raises UsageError."""
    who = name.strip().removeprefix("@").strip()
    if not who:
        raise UsageError("who?", "name one person")
    if any(sign in who for sign in ",;&/@+\n") or " and " in who.casefold():
        raise UsageError(f'"{safe(name)}" is more than one person', "exactly one person answers for it")
    return who


def _task(incident: Incident, id: str) -> Task:
    task = incident.task(id)
    if task is None:
        ids = ", ".join(each.id for each in incident.tasks) or "none"
        raise UsageError(f'{incident.id} has no task "{safe(id)}"', f"there are {ids}")
    return task


def _open(incident: Incident) -> None:
    over = incident.resolved
    if over is not None:
        when = over.at.isoformat(timespec="minutes")
        raise UsageError(f"{incident.id} was resolved by {over.by} at {when}", "reopen it, or add a note")


def _words(text: str, question: str, remedy: str = "") -> str:
    words = text.strip()
    if not words:
        raise UsageError(question, remedy)
    return words
