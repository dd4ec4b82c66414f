"""What whoever leads a drill tells the players' console to do: entries of a second journal."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from data.drills.worlds.tags import tag_of
from data.errors import UsageError
from data.models.entry import Draft, Entry
from data.models.scenario import LISTED, Inject, InjectKind, Scenario
from data.procedures.fields import number, text
from data.safe import safe
from data.stage_clock import FASTEST, SLOWEST

LEAD = "lead"
"""The folder of that journal, beside the players' own; no screen of theirs reads it."""
PAUSE, GO, SPEED = "lead.pause", "lead.go", "lead.speed"
INJECT, SAY, ANSWER, NOTE = "lead.inject", "lead.say", "lead.answer", "lead.note"
_SAID = "said-"
_WAYS = (InjectKind.MESSAGE, InjectKind.CALL)


@dataclass(frozen=True, slots=True)
class Reply:
    """What somebody invented says to a question of an incident."""

    incident: str
    question: str
    who: str
    words: str


@dataclass(frozen=True, slots=True)
class Order:
    """One order; `inject` is what is to reach the players, `speed` is above nought where it changes.

    `running` says whether time is to go on or to stand; None leaves that as it is.
    """

    id: str
    running: bool | None = None
    speed: float = 0.0
    inject: Inject | None = None
    reply: Reply | None = None


@dataclass(frozen=True, slots=True)
class LeadNote:
    """What whoever leads has seen, for the talk afterwards; at a second of the scenario."""

    second: float
    words: str
    by: str


def orders_folder(drill: Path) -> Path:
    """Where the orders of the drill in that folder are kept."""
    return drill / LEAD


def pause_draft() -> Draft:
    """Time stands."""
    return Draft(PAUSE, {}, drill=True)


def go_draft() -> Draft:
    """Time goes on."""
    return Draft(GO, {}, drill=True)


def speed_draft(speed: float) -> Draft:
    """Time goes so fast. Raises UsageError."""
    if not SLOWEST <= speed <= FASTEST:
        raise UsageError(f"{speed:g} is no speed of a drill", f"from {SLOWEST:g} to {FASTEST:g}")
    return Draft(SPEED, {"speed": float(speed)}, drill=True)


def inject_order(scenario: Scenario, id: str, second: float) -> Draft:
    """One of the scenario's own injects comes now, at that second. Raises UsageError."""
    own = {each.id for each in scenario.injects}
    if id not in own:
        raise UsageError(
            f'"{safe(id)}" is no inject of {scenario.id}', f"there are {', '.join(sorted(own)) or 'none'}"
        )
    return Draft(INJECT, {"inject": id, "second": round(float(second), 3)}, drill=True)


def say_draft(who: str, words: str, second: float, way: InjectKind = InjectKind.MESSAGE) -> Draft:
    """Somebody invented writes or calls. Raises UsageError where nobody or nothing is given."""
    if not who.strip() or not words.strip():
        raise UsageError("nobody says nothing", 'as in say "Mira, support" "Are we down?"')
    fields = {"who": safe(who.strip()), "words": safe(words.strip()), "way": way.value}
    return Draft(SAY, {**fields, "second": round(float(second), 3)}, drill=True)


def answer_draft(reply: Reply, second: float) -> Draft:
    """Somebody invented answers a question. Raises UsageError where nobody or nothing is given."""
    if not reply.who.strip() or not reply.words.strip():
        raise UsageError("nobody answers nothing", 'as in answer 1 "Mira, support" "since nine"')
    fields = {"incident": reply.incident, "question": reply.question}
    fields |= {"who": safe(reply.who.strip()), "words": safe(reply.words.strip())}
    return Draft(ANSWER, {**fields, "second": round(float(second), 3)}, drill=True)


def note_draft(words: str, second: float) -> Draft:
    """A line for the talk afterwards. Raises UsageError where it is empty."""
    if not words.strip():
        raise UsageError("the note is empty", "write a few words")
    return Draft(NOTE, {"text": safe(words.strip()), "second": round(float(second), 3)}, drill=True)


def order_of(entry: Entry, scenario: Scenario) -> Order | None:
    """What an entry orders; None for a note, and for what cannot be understood."""
    if not entry.drill:
        return None
    match entry.kind:
        case "lead.pause" | "lead.go":
            return Order(entry.id, running=entry.kind == GO)
        case "lead.speed":
            speed = entry.get("speed")
            known = isinstance(speed, int | float) and SLOWEST <= speed <= FASTEST
            return Order(entry.id, speed=float(speed)) if known else None
        case "lead.inject":
            own = next((each for each in scenario.injects if each.id == entry.get("inject")), None)
            return Order(entry.id, inject=own) if own else None
        case "lead.say":
            said = _said(entry)
            return Order(entry.id, inject=said) if said else None
        case "lead.answer":
            reply = _reply(entry)
            return Order(entry.id, reply=reply) if reply else None
    return None


def notes_of(entries: Iterable[Entry]) -> tuple[LeadNote, ...]:
    """The notes among the entries of that journal, in the order of the scenario's time."""
    found = [each for each in entries if each.kind == NOTE and each.drill]
    notes = (LeadNote(second_of(each), safe(text(each, "text")), each.by) for each in found)
    return tuple(sorted(notes, key=lambda note: note.second))


def told_inject(entry: Entry, scenario: Scenario) -> Inject | None:
    """What reached the players by an entry of their journal: the scenario's own, or what was said."""
    tag = text(entry, "inject")
    own = next((each for each in scenario.injects if tag_of(each.id) == tag), None)
    return own or (replace(said, id=f"{_SAID}{tag}") if (said := _said(entry)) and tag else None)


def listed(inject: Inject) -> bool:
    """Whether a service lists it, and nobody is told."""
    return inject.kind in LISTED


def is_said(inject: Inject) -> bool:
    """Whether a leader invented it."""
    return inject.id.startswith(_SAID)


def _reply(entry: Entry) -> Reply | None:
    incident, question, who, words = (
        safe(text(entry, key)).strip() for key in ("incident", "question", "who", "words")
    )
    return Reply(incident, question, who, words) if incident and question and who and words else None


def _said(entry: Entry) -> Inject | None:
    who, words = (safe(text(entry, key)).strip() for key in ("who", "words"))
    way = next((each for each in _WAYS if each.value == entry.get("way")), InjectKind.MESSAGE)
    return Inject(f"{_SAID}{entry.id}", way, words, who=who) if who and words else None


def second_of(entry: Entry) -> float:
    """The second of the scenario that an entry names; 0 where it names none."""
    return number(entry.get("second")) or 0.0
