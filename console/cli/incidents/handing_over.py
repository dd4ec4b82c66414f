"""Handing over at the command line: the page, then three values, typed or given."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import click

from console.cli.incidents.incident_desk import Desk
from console.cli.pairs import pairs
from data.errors import UsageError
from data.incidents import handover_text
from data.incidents.handover import Handover, handover_of
from data.incidents.handover_check import check, hand_over, questions
from data.incidents.intents import ROLES
from data.models.incident import Incident
from data.outbox.book import Book

_TRIES = 3


class Handing:
    """One handover of one incident, from reading to the entry."""

    def __init__(self, desk: Desk, id: str, role: str) -> None:
        self.desk = desk
        self.role = role.strip().casefold()
        if self.role.partition(":")[0] not in ROLES:
            raise UsageError(f'no role is called "{role}"', f"there are {', '.join(ROLES)}")
        self.read = self._page(desk.incident(id))

    def show(self, form: str, as_json: bool) -> None:
        """Print the page."""
        if as_json:
            self.desk.session.say_json(_document(self.read))
        else:
            write = handover_text.markdown if form == "md" else handover_text.text
            self.desk.session.say(write(self.read).rstrip("\n"))

    def move(self, to: str, given: Sequence[str]) -> str:
        """Move the role once three values fit, and give the incident's id. Raises UsageError."""
        answers = _confirmed(given) if given else self._typed()
        now = self._page(self.desk.incident(self.read.incident.id))
        text = handover_text.text(self.read)
        self.desk.record(hand_over(now.incident, self.read, now, to, answers, text))
        return now.incident.id

    def _typed(self) -> dict[str, str]:
        """Ask; what does not fit is asked again, a few times."""
        answers: dict[str, str] = {}
        wrong = {each.key: "" for each in questions(self.read)}
        for _ in range(_TRIES):
            for each in questions(self.read):
                if each.key in wrong:
                    said = f" ({wrong[each.key]})" if wrong[each.key] else ""
                    answers[each.key] = click.prompt(f"{each.words}{said}", default="", show_default=False)
            wrong = check(self.read, answers)
            if not wrong:
                break
        return answers

    def _page(self, incident: Incident) -> Handover:
        desk = self.desk
        now, host = desk.session.time.now(), desk.session.journal().host
        timers = desk.clocks(incident)
        calls, policy = desk.calls(incident, timers), desk.policy(incident)
        book = Book(desk.session.journal(), drill=incident.drill)
        book.read(everything=True)
        waiting = [each.letter for each in book.outbox.of(incident.id) if each.open]
        found = (incident, timers, calls, policy, now, host, desk.zone)
        return handover_of(*found, role=self.role, waiting=waiting)


def _confirmed(given: Sequence[str]) -> dict[str, str]:
    remedy = "like --confirm severity=P0 --confirm tasks=3"
    return {name.casefold(): value for name, value in pairs(given, "NAME=VALUE", remedy)}


def _document(handover: Handover) -> dict[str, Any]:
    return {
        "schema": 1,
        "incident": handover.incident.id,
        "role": handover.role,
        "from": handover.giver or None,
        "at": handover.at.astimezone(handover.zone).isoformat(timespec="milliseconds"),
        "confirm": [{"name": each.key, "question": each.words} for each in questions(handover)],
        "text": handover_text.text(handover),
        "markdown": handover_text.markdown(handover),
    }
