"""A journal in which much has happened: many incidents, and one of them with thousands of lines."""

from __future__ import annotations

from datetime import timedelta

from data.incidents import intents
from data.journal.journal import Journal
from data.models.entry import Draft
from data.policies.book import load_policies
from tests.fakes import HandClock


def crafted(journal: Journal, clock: HandClock, *, incidents: int, lines: int) -> str:
    """So many incidents that are over, and one that is open, with so many lines; the id of that one."""
    policy = load_policies().get("skafu")
    waiting = []
    for number in range(incidents):
        clock.wall += timedelta(seconds=5)
        id = f"INC-{journal.today().isoformat()}-{number + 1}"
        (declared,) = intents.declare(id, policy, "P1", f"trouble number {number}", journal.today())
        last = number == incidents - 1
        waiting += [journal.submit(declared)]
        fields = {"incident": id}
        waiting += [] if last else [journal.submit(Draft("incident.resolved", fields))]
    for number in range(lines):
        clock.wall += timedelta(milliseconds=50)
        waiting.append(journal.submit(Draft("incident.note", {"incident": id, "note": f"line {number}"})))
    for each in waiting:
        each.result(120)
    return id
