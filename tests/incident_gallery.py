"""An outage of the night, as its entries tell it, at moments of one's choice: what the pane is shown with."""

from __future__ import annotations

import zlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from data.config.contact import Contact
from data.incidents import intents
from data.incidents.affected import affected
from data.incidents.fold import fold_incidents
from data.incidents.room import Around, Pending, Room, room_of, since_declared
from data.models.entry import Draft, Entry
from data.models.incident import Audience, Incident
from data.models.letter import Letter, LetterState, Purpose
from data.models.timer import Timer
from data.policies.book import load_policies
from data.procedures.runbooks.shelf import load_runbooks
from data.procedures.runbooks.symptoms import matching
from tests.fakes import START, HandClock
from tests.gallery import ZONE, Gallery

ID = "INC-2026-11-20-1"
HOST = "bastion-1"
BEGAN = START - timedelta(minutes=12)
CONTACTS = (
    Contact(name="Ann Lee", role="CTO", phone="+44 20 7946 0000"),
    Contact(name="Raj Patel", role="Engineering Manager", slack="@raj"),
)
EVIDENCE: dict[str, Any] = {
    "source": "db main",
    "kind": "postgres",
    "signal": "db.connections_pct",
    "value": 71.0,
    "unit": "%",
    "verdict": "warn",
    "words": "71 % is over 70 %",
    "query": "select count(*) from pg_stat_activity",
    "policy": "manual",
    "section": "Key Metrics to Check",
    "digest": "sha256:9f2c41",
}


@dataclass
class Night:
    """One incident and the moment at which it is looked at."""

    policy: str = "skafu"
    clock: HandClock = field(default_factory=HandClock)
    entries: list[Entry] = field(default_factory=list)
    letters: tuple[Pending, ...] = ()
    missed: tuple[Timer, ...] = ()
    others: tuple[Incident, ...] = ()
    looked: int = 0
    gallery: Gallery = field(default_factory=Gallery)

    def tell(self, minute: float, kind: str, /, by: str = "alice", **fields: object) -> Entry:
        """One entry, so many minutes after the beginning."""
        return self.enter(minute, f"incident.{kind}", {"incident": ID, **fields}, by)

    def enter(self, minute: float, kind: str, fields: Mapping[str, Any], by: str = "alice") -> Entry:
        """One entry of any kind."""
        at = BEGAN + timedelta(minutes=minute)
        number = zlib.crc32(f"{kind} {at} {by} {len(self.entries)}".encode(errors="replace"))
        entry = Entry(
            f"01a1fabe-0f4e-74c4-8348-{number:012d}", 1, at, at.date(), by, HOST, kind, False, dict(fields)
        )
        self.entries.append(entry)
        return entry

    def record(self, drafts: list[Draft] | tuple[Draft, ...], by: str = "alice") -> None:
        """What the journal makes of drafts at this moment."""
        minute = (self.clock.now() - BEGAN).total_seconds() / 60
        for draft in drafts:
            self.enter(minute, draft.kind, draft.fields, by)

    @property
    def incident(self) -> Incident:
        """As the entries tell it."""
        return fold_incidents(self.entries)[ID]

    def look(self) -> Room | None:
        """As the application looks at it."""
        self.looked += 1
        found = fold_incidents(self.entries).get(ID)
        if found is None:
            return None
        snapshot = self.gallery.snapshot()
        around = Around(
            now=self.clock.now(),
            host=HOST,
            zone=ZONE,
            policy=load_policies().get(self.policy),
            snapshot=snapshot,
            past=lambda key, start, end: self.gallery.history(key),
            ladders=load_policies().ladders,
            contacts=CONTACTS,
            missed=self.missed,
            letters=self.letters,
            matches=matching(load_runbooks().runbooks, snapshot),
            others=self.others,
        )
        since = since_declared(found, START, HOST)
        return room_of(found, around, affected(found, snapshot, around.past, since))


def quiet() -> Night:
    """Declared two minutes ago, somebody answers, nothing is late."""
    night = Night()
    night.tell(
        10,
        "declared",
        severity="P1",
        title="Database out of connections",
        policy="skafu",
        services=["db main"],
        reason="db main (critical): connections",
    )
    night.tell(10.5, "acknowledged")
    night.tell(10.5, "role", role="commander", who="alice")
    night.tell(11, "note", note="pool is at its limit")
    return night


def burning() -> Night:
    """Everything at once: late words, a task over its time, a question, letters that wait."""
    night = Night()
    night.clock.move(30 * 60)
    night.tell(
        0,
        "declared",
        severity="P1",
        title="Database out of connections",
        policy="skafu",
        services=["db main", "api projects"],
        reason="db main (critical): connections",
        ladder="pagerduty-guide",
        evidence=[EVIDENCE],
    )
    night.tell(3.2, "acknowledged")
    night.tell(3.5, "role", role="commander", who="alice")
    night.tell(4, "role", role="deputy", who="bo")
    night.tell(4.1, "role", role="communications", who="chen")
    night.tell(9, "severity", was="P1", severity="P0", reason="checkout fails for everybody")
    night.tell(9.5, "update", audience="public", text="We are investigating errors at checkout.", words="w1")
    night.tell(11, "signal", by="ops-console", text="db main connections beyond 80 %", evidence=[EVIDENCE])
    night.tell(14, "task", task="1", owner="chen", text="list of the customers who are hit", box_s=900.0)
    night.tell(15, "task-acknowledged", by="chen", task="1")
    night.tell(16, "question", question="1", text="what changed at 08:50?")
    night.tell(20, "task", task="2", owner="bo", text="roll back api 4.2", box_s=1680.0)
    night.tell(24, "status", status="mitigating")
    night.tell(26, "deployment", by="ops-console", text="api 4.1 to production", evidence=[EVIDENCE])
    night.tell(31, "note", by="bo", note="pool limit raised on api-2")
    night.tell(33, "task", task="3", owner="dee", text="ask the vendor")
    night.tell(34, "task-done", by="dee", task="3")
    night.letters = (
        _letter("status page", LetterState.WAITING, "no answer within 5 s, again at 09:33"),
        _letter("slack", LetterState.REFUSED, "channel_not_found"),
    )
    return night


def long() -> Night:
    """Well after two hours, one hand in command, too many people, nothing done for long."""
    night = quiet()
    night.clock.move(2.6 * 3600)
    for at, who in enumerate(("bo", "chen", "dee", "eve", "fay", "gus", "hal", "ida")):
        night.tell(20 + at, "task", task=str(at + 1), owner=who, text=f"look at shard {at + 1}")
        night.tell(21 + at, "task-acknowledged", by=who, task=str(at + 1))
    return night


def over() -> Night:
    """Resolved: the report and the review are next."""
    night = burning()
    night.letters = ()
    night.tell(41, "resolved", note="pool limit raised, api rolled back")
    return night


def hostile(payload: str) -> Night:
    """Every field that a person or another program can fill holds the same words."""
    night = Night()
    night.clock.move(600)
    night.tell(
        0, "declared", severity=payload, title=payload, policy=payload, services=[payload], reason=payload
    )
    night.tell(1, "role", role="commander", who=payload, by=payload)
    night.tell(1, "role", role=payload, who=payload)
    night.tell(2, "task", task=payload, owner=payload, text=payload, box_s=60.0)
    night.tell(3, "question", question=payload, text=payload)
    night.tell(4, "answer", question=payload, text=payload)
    night.tell(5, "update", audience="public", text=payload)
    night.tell(6, payload, text=payload, by=payload)
    evidence = {key: payload if isinstance(value, str) else value for key, value in EVIDENCE.items()}
    night.tell(7, "signal", text=payload, evidence=[evidence])
    night.tell(8, "note", note=payload, by=payload)
    night.letters = (_letter(payload, LetterState.REFUSED, payload),)
    return night


def five_thousand() -> Night:
    """As long as it gets."""
    night = quiet()
    for number in range(5000):
        night.tell(11 + number / 1000, "note", by=f"who{number % 9}", note=f"line {number} of the night")
    return night


def answered(night: Night, question: str, words: str) -> None:
    """A question is answered at this moment."""
    night.record(intents.answer(night.incident, question, words))


def _letter(channel: str, state: LetterState, words: str) -> Pending:
    at = datetime(2026, 11, 20, 9, 20, tzinfo=UTC)
    letter = Letter(
        channel, channel, Purpose.UPDATE, "P0 checkout fails", "words", at, audience=Audience.PUBLIC
    )
    return Pending(letter, state, words)


NIGHTS: dict[str, Callable[[], Night]] = {"quiet": quiet, "burning": burning, "long": long, "over": over}
