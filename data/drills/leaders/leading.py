"""Everything that whoever leads a drill sees at one moment: the players' side, and the script."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from data.drills.leaders.screenplay import Cue, Part, cues_of, in_order, inject_words, titles_of
from data.drills.orders.obeyed import Given, brought_in, given_in
from data.drills.orders.orders import Order, notes_of, second_of
from data.drills.plays.played import steps_done
from data.drills.plays.stage import Stage
from data.drills.plays.stage_time import StageTime
from data.drills.plays.telling import INJECT
from data.drills.worlds.tags import tag_of
from data.drills.worlds.world import carried_out
from data.incidents.clocks import clocks_of
from data.incidents.fold import fold_incidents
from data.models.entry import Entry
from data.models.incident import Incident, Question
from data.models.policy import Policy
from data.models.scenario import Deed, Scenario
from data.models.snapshot import SourceState
from data.models.timer import Timer
from data.procedures.fields import text
from data.runbook_runs.fold import fold_runbook_runs

_UNHEARD = "not heard yet"


@dataclass(frozen=True, slots=True)
class Asked:
    """A question of an incident that nobody has answered."""

    incident: str
    question: Question


@dataclass(frozen=True, slots=True)
class Glance:
    """What the players see, in one look; `lately` holds the last entries of their journal."""

    services: tuple[SourceState, ...]
    incident: Incident | None
    since: float
    timers: tuple[Timer, ...]
    lately: tuple[Entry, ...]
    asked: tuple[Asked, ...] = ()


@dataclass(frozen=True, slots=True)
class LeadView:
    """One moment of a drill; `time` is None before the players' console has said anything.

    `unsaved` says why orders do not reach the disk, where they do not.
    """

    time: StageTime | None
    alive: bool
    second: float
    policy: Policy
    glance: Glance
    cues: tuple[Cue, ...]
    unsaved: str = ""

    @property
    def ended(self) -> bool:
        """Whether the drill is over for good."""
        return self.time is not None and self.time.ended


def glance_of(
    services: Sequence[SourceState], entries: Sequence[Entry], stage: Stage, policy: Policy, host: str
) -> Glance:
    """From the players' journal, and from what their services say."""
    incidents = [each for each in fold_incidents(entries, drill=True).values() if each.declared]
    open_ = [each for each in incidents if not each.stage.over] or incidents
    incident = open_[0] if open_ else None
    now = stage.clock.now()
    timers = clocks_of(incident, policy, now, host) if incident else ()
    since = (now - incident.began.at).total_seconds() if incident else 0.0
    shown = tuple(each for each in entries if each.drill and not each.kind.startswith("drill.begun"))
    return Glance(tuple(services), incident, since, timers, shown, _asked(open_))


def asked_in(entries: Iterable[Entry]) -> tuple[Asked, ...]:
    """The open questions in a drill's journal."""
    return _asked(fold_incidents(entries, drill=True).values())


def _asked(incidents: Iterable[Incident]) -> tuple[Asked, ...]:
    asked = (Asked(each.id, question) for each in incidents for question in each.questions)
    return tuple(each for each in asked if each.question.answered is None)


def script_of(
    stage: Stage, second: float, entries: Sequence[Entry], orders: Sequence[Entry]
) -> tuple[Cue, ...]:
    """The script with what was done, ordered and noted between its lines."""
    given = given_in(orders, stage.scenario)
    led = {each.inject.id: each.by for each in brought_in(given)}
    tagged = {text(each, "inject"): second_of(each) for each in entries if each.kind == INJECT}
    came = [each.inject for each in stage.world.happened(second)]
    ids = [each.id for each in (*stage.scenario.injects, *came)]
    told = {id: tagged[tag_of(id)] for id in ids if tag_of(id) in tagged}
    folded = fold_runbook_runs(entries, drill=True).values()
    steps = [(each.runbook, each.step, each.second) for each in steps_done(stage.scenario, folded)]
    deeds = [
        Cue(
            Part.DEED,
            done.deed.id,
            f"{done.deed.runbook}, {done.deed.step}",
            came=done.second,
            when=_does(done.deed, stage.scenario),
        )
        for done in carried_out(stage.scenario, steps)
    ]
    notes = [
        Cue(Part.NOTE, str(number), f"{note.words} ({note.by})", came=note.second)
        for number, note in enumerate(notes_of(orders))
    ]
    script = [replace(each, by=led.get(each.id, "")) for each in cues_of(stage.world, second, told)]
    return in_order([*script, *deeds, *notes, *_orders(given, second)])


def _orders(given: Iterable[Given], second: float) -> Iterator[Cue]:
    """Answers, and whatever the players' console has not heard or would not do; `second` is now."""
    for each in given:
        outcome, reply = each.outcome, each.order.reply
        part = Part.ANSWER if reply else Part.ORDER
        words = _order_words(each.order)
        if outcome is None:
            yield Cue(part, each.order.id, words, second, by=each.by, failed=_UNHEARD)
        elif outcome.refused or reply:
            came = outcome.second
            yield Cue(part, each.order.id, words, came=came, by=each.by, failed=outcome.refused)


def _order_words(order: Order) -> str:
    """What is ordered, in a few words."""
    if order.reply is not None:
        return f"{order.reply.who}, to question {order.reply.question}: {order.reply.words}"
    if order.inject is not None:
        return inject_words(order.inject)
    if order.speed:
        return f"{order.speed:g}×"
    return "time goes on" if order.running else "time stands"


def _does(deed: Deed, scenario: Scenario) -> str:
    cures, begins = titles_of(deed.cures, scenario), titles_of(deed.begins, scenario)
    parts = [f"cures {cures}" if cures else "", f"begins {begins}" if begins else ""]
    return "; ".join(part for part in parts if part) or "does nothing"
