"""How a line that is being typed during an incident can go on."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from data.incidents.clocks import STANDARD
from data.incidents.intents import ROLES
from data.incidents.orders import ORDERS, people_of
from data.incidents.people import Callee
from data.models.incident import Incident, Stage
from data.models.policy import Policy
from data.quantity import format_duration

_STAGES = {
    Stage.INVESTIGATING: "the cause is looked for",
    Stage.MITIGATING: "something is done against it",
    Stage.MONITORING: "it seems well and is watched",
    Stage.RESOLVED: "the service is well again",
}
_AUDIENCES = {"public": "customers, by the status page", "internal": "the team and its managers"}


@dataclass(frozen=True, slots=True)
class Choice:
    """One way on: the whole line as it would stand, what to show of it, and what it means."""

    line: str
    shown: str
    means: str = ""


@dataclass(frozen=True, slots=True)
class Known:
    """What can be named beside what the incident itself tells of: people, whom to call, runbooks."""

    people: tuple[str, ...] = ()
    callees: tuple[Callee, ...] = ()
    runbooks: tuple[tuple[str, str], ...] = ()
    """Id and title."""


def choices(line: str, incident: Incident, policy: Policy, known: Known) -> tuple[Choice, ...]:
    """The ways on from a line, the likeliest first; none for plain words."""
    if line.startswith("@"):
        begun = line[1:].casefold()
        return tuple(
            Choice(f"@{name} ", f"@{name}", _does(incident, name))
            for name in people_of(incident, known.people)
            if name.casefold().startswith(begun) and name.casefold() != begun.strip()
        )
    if not line.startswith("/") or line.startswith("//"):
        return ()
    name, space, rest = line[1:].partition(" ")
    if not space:
        return tuple(
            Choice(f"/{order.name} " if order.usage else f"/{order.name}", order.shown, order.does)
            for order in ORDERS
            if order.name.startswith(name.casefold())
        )
    begun = rest.casefold()
    return tuple(
        Choice(f"/{name} {word}", word.strip(), means)
        for word, means in _arguments(name.casefold(), rest, incident, policy, known)
        if word.casefold().startswith(begun) and word.strip().casefold() != begun.strip()
    )


def _arguments(
    name: str, rest: str, incident: Incident, policy: Policy, known: Known
) -> Iterator[tuple[str, str]]:
    match name:
        case "severity":
            yield from ((f"{each.id} ", f"{each.name}: {each.means}") for each in policy.severities)
        case "status":
            yield from ((stage.value, means) for stage, means in _STAGES.items())
        case "role" if " " in rest:
            role = rest.partition(" ")[0]
            people = people_of(incident, known.people)
            yield from ((f"{role} {who}", _does(incident, who)) for who in people)
        case "role":
            yield from ((f"{role} ", _held(incident, role)) for role in ROLES)
        case "escalate":
            yield from ((f"{each.role} ", " ".join((each.name, *each.ways))) for each in known.callees)
        case "task" | "handover" | "later":
            people = people_of(incident, known.people)
            yield from ((f"{who} ", _does(incident, who)) for who in people)
        case "update":
            yield from _AUDIENCES.items()
        case "runbook":
            yield from known.runbooks
        case _:
            yield from _open_things(name, incident, policy)


def _open_things(name: str, incident: Incident, policy: Policy) -> Iterator[tuple[str, str]]:
    match name:
        case "take" | "done":
            open_ = [task for task in incident.tasks if task.done is None]
            yield from ((task.id, f"{task.owner or 'nobody'}: {task.text}") for task in open_)
        case "answer":
            yield from ((f"{each.id} ", each.text) for each in incident.questions if each.answered is None)
        case "met":
            yield from _clocks(incident, policy)


def _clocks(incident: Incident, policy: Policy) -> Iterator[tuple[str, str]]:
    seen = set(incident.met)
    for clock in policy.clocks_for(incident.severity, incident.situation):
        if clock.name not in seen:
            seen.add(clock.name)
            every = "every " if clock.repeats else ""
            yield clock.name, f"{every}{format_duration(clock.seconds)}"
    yield from ((name, "no time is set for it") for name in STANDARD if name not in seen)


def _does(incident: Incident, who: str) -> str:
    roles = [role.name for role in incident.roles.values() if role.who == who]
    tasks = sum(task.owner == who and task.done is None for task in incident.tasks)
    told = [*roles, *([f"{tasks} task{'' if tasks == 1 else 's'}"] if tasks else [])]
    return ", ".join(told)


def _held(incident: Incident, role: str) -> str:
    held = incident.roles.get(role)
    return f"now {held.who}" if held else "nobody"
