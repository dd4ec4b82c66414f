"""What can be typed into an incident's line beside plain words: the commands, and who they are about."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from data.models.incident import Incident


@dataclass(frozen=True, slots=True)
class Order:
    """A command: its name, what follows it, and what it does; `opens` names the dialog it only opens."""

    name: str
    usage: str
    does: str
    opens: str = ""

    @property
    def shown(self) -> str:
        """As a person types it."""
        return f"/{self.name} {self.usage}".rstrip()


ORDERS = (
    Order("ack", "", "somebody answers"),
    Order("severity", "P1 why", "change the severity; both histories stay"),
    Order("status", "mitigating", "how far it has come"),
    Order("role", "deputy bo", "give a role"),
    Order("task", "bo what 20m", "give a task; @bo what 20m is the same"),
    Order("take", "2", "its owner has heard of task 2"),
    Order("done", "2", "task 2 is done"),
    Order("ask", "what must be found out", "put a question"),
    Order("answer", "1 what was found", "answer question 1"),
    Order("escalate", "CTO why", "somebody was called"),
    Order("met", "report", "what a clock demands is done"),
    Order("resolve", "how", "the service is well again"),
    Order("reopen", "why", "it was not over"),
    Order("close", "", "nothing is left to do"),
    Order("note", "words", "a note that may begin with / or @"),
    Order("update", "public", "write to people", "update"),
    Order("pager", "acknowledge", "open, take or end it at PagerDuty", "pager"),
    Order("runbook", "name", "run a runbook", "runbook"),
    Order("handover", "bo", "hand the command over", "handover"),
    Order("report", "", "write the report: what happened, with proof", "report"),
    Order("review", "", "write the review, as far as data can", "review"),
    Order("later", "bo what 2026-11-27", "an action item: to be done afterwards"),
    Order("outbox", "", "words that wait to leave", "outbox"),
    Order("find", "words", "show only lines with these words", "find"),
    Order("help", "", "every command", "help"),
)
"""All of them, in the order in which they are needed."""


def order_named(name: str) -> Order | None:
    """The command of that name, or the only one that begins so."""
    wanted = name.casefold()
    begun = [order for order in ORDERS if order.name.startswith(wanted)] if wanted else []
    exact = [order for order in begun if order.name == wanted]
    found = exact or begun
    return found[0] if len(found) == 1 else None


def people_of(incident: Incident, known: Iterable[str] = ()) -> tuple[str, ...]:
    """Everybody seen in an incident, those with roles first, then who else is `known`."""
    names = [
        *(role.who for role in incident.roles.values()),
        *(task.owner for task in incident.tasks),
        *dict.fromkeys(line.stamp.by for line in incident.timeline),
        *known,
    ]
    return tuple(dict.fromkeys(name for name in names if name))


def name_and_rest(text: str, people: Sequence[str]) -> tuple[str, str]:
    """A person and what follows: the longest known name that the text begins with, else its first word."""
    words = text.strip().removeprefix("@")
    if words.startswith('"') and '"' in words[1:]:
        name, _, rest = words[1:].partition('"')
        return name.strip(), rest.strip()
    folded = f"{words} ".casefold()
    begun = [name for name in people if folded.startswith(f"{name.casefold()} ")]
    if begun:
        name = max(begun, key=len)
        return name, words[len(name) :].strip()
    first, _, rest = words.partition(" ")
    return first, rest.strip()
