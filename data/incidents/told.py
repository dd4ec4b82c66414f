"""What has been told of one incident while the fold goes on."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime

from data.incidents.aftermath import AFTER, Aftermath
from data.incidents.marks import mark_of
from data.incidents.telling import telling
from data.incidents.wall import Wall
from data.models.entry import Entry
from data.models.evidence import Evidence
from data.models.incident import (
    COMMANDER,
    Audience,
    Correction,
    Graded,
    Incident,
    Line,
    Mark,
    Question,
    Role,
    Stage,
    Stamp,
    Step,
    Task,
    Update,
)
from data.models.series import Key
from data.procedures.fields import evidence_in, number, one_of, said, tables, texts
from data.procedures.sequence import Corrected
from data.safe import safe


class Told:
    """One incident, growing entry by entry."""

    def __init__(self, id: str, began: Stamp, *, drill: bool) -> None:
        self.head = Incident(id, "", "", began, drill=drill)
        self.acknowledged: Stamp | None = None
        self.severities: list[Graded] = []
        self.steps: list[Step] = []
        self.escalations: list[Stamp] = []
        self.updates: list[Update] = []
        self.timeline: list[Line] = []
        self.roles: dict[str, Role] = {}
        self.tasks: dict[str, Task] = {}
        self.questions: dict[str, Question] = {}
        self.met: dict[str, Stamp] = {}
        self.crossed: dict[Key, Evidence] = {}
        self.keys: set[str] = set()
        self.marks: dict[str, Mark] = {}
        self.after = Aftermath()

    def take(self, entry: Entry, stamp: Stamp, put_right: Corrected | None = None) -> None:
        """Go on by one entry; what two consoles wrote of the same thing by themselves counts once.

        One that was withdrawn only stands in the timeline.
        """
        key = said(entry, "key")
        if key in self.keys:
            return
        self.keys.update(each for each in (key, *texts(entry, "keys")) if each)
        mark = mark_of(entry, stamp)
        if mark is not None:
            self.marks[entry.host] = mark
        act = _ACTS.get(entry.kind)
        if act is not None and not (put_right and put_right.withdrawn):
            act(self, entry, stamp)
        about = _about(self, entry)
        words = telling(entry.kind, entry.fields, about)
        kind = safe(entry.kind.removeprefix("incident."), 40)
        correction = _correction(put_right, about) if put_right else None
        self.timeline.append(Line(kind, words, stamp, bool(tables(entry, "evidence")), correction))

    def so_far(self, wall: Wall) -> Incident:
        """The incident as it stands."""
        return replace(
            self.head,
            acknowledged=self.acknowledged,
            severities=tuple(self.severities),
            steps=tuple(self.steps),
            escalations=tuple(self.escalations),
            updates=tuple(self.updates),
            actions=tuple(self.after.actions.values()),
            timeline=tuple(self.timeline),
            roles=dict(self.roles),
            tasks=tuple(self.tasks.values()),
            questions=tuple(self.questions.values()),
            met=dict(self.met),
            drift=dict(wall.drift),
            doubts=wall.doubts(self.head.began),
            crossed=dict(self.crossed),
            told=frozenset(self.keys),
            marks=dict(self.marks),
        )

    def declare(self, entry: Entry, stamp: Stamp) -> None:
        """The first declaration says what it is all about."""
        if self.head.declared is not None:
            return
        self.head = replace(
            self.head,
            title=said(entry, "title"),
            policy=said(entry, "policy"),
            declared=stamp,
            detected=_moment(entry, "detected"),
            situation=said(entry, "situation"),
            ladder=said(entry, "ladder"),
            services=tuple(safe(each) for each in texts(entry, "services")),
            seen=tuple(_evidence(entry)),
        )
        self.grade(entry, stamp)

    def acknowledge(self, entry: Entry, stamp: Stamp) -> None:
        """Only the first to answer has answered."""
        if self.acknowledged is None:
            self.acknowledged = stamp

    def grade(self, entry: Entry, stamp: Stamp) -> None:
        """A severity from now on."""
        severity = said(entry, "severity")
        if severity:
            self.severities.append(Graded(severity, said(entry, "reason"), stamp))

    def assign(self, entry: Entry, stamp: Stamp) -> None:
        """Somebody takes a role; nobody's name gives it up. Who takes the command has answered."""
        name, who = said(entry, "role"), said(entry, "who")
        if name and who:
            self.roles[name] = Role(name, who, stamp, said(entry, "reports_to"))
            if name == COMMANDER and who == stamp.by:
                self.acknowledge(entry, stamp)
        elif name:
            self.roles.pop(name, None)

    def hand_over(self, entry: Entry, stamp: Stamp) -> None:
        """The role moves to another; the commander's, where none is named."""
        name, who = said(entry, "role") or COMMANDER, said(entry, "to")
        if who:
            self.roles[name] = Role(name, who, stamp)

    def give(self, entry: Entry, stamp: Stamp) -> None:
        """A task for one person."""
        owner, words = said(entry, "owner"), said(entry, "text")
        if words:
            id = said(entry, "task") or str(len(self.tasks) + 1)
            box = max(0.0, number(entry.get("box_s")) or 0.0)
            self.tasks.setdefault(id, Task(id, words, owner, stamp, box))

    def take_task(self, entry: Entry, stamp: Stamp) -> None:
        """Its owner has heard of it."""
        task = self.tasks.get(said(entry, "task"))
        if task is not None and task.acknowledged is None:
            self.tasks[task.id] = replace(task, acknowledged=stamp)

    def finish_task(self, entry: Entry, stamp: Stamp) -> None:
        """A task is done."""
        task = self.tasks.get(said(entry, "task"))
        if task is not None and task.done is None:
            self.tasks[task.id] = replace(task, done=stamp)

    def go_on(self, entry: Entry, stamp: Stamp) -> None:
        """Another stage."""
        stage = one_of(Stage, entry.get("status"))
        if stage is not None:
            self._step(stage, stamp)

    def resolve(self, entry: Entry, stamp: Stamp) -> None:
        """The service is well again."""
        self._step(Stage.RESOLVED, stamp)

    def close(self, entry: Entry, stamp: Stamp) -> None:
        """Nothing is left to do."""
        self._step(Stage.CLOSED, stamp)

    def reopen(self, entry: Entry, stamp: Stamp) -> None:
        """It was not over after all."""
        self.head = replace(self.head, reopened=stamp)
        self._step(Stage.INVESTIGATING, stamp)

    def update(self, entry: Entry, stamp: Stamp) -> None:
        """Words went out."""
        audience = one_of(Audience, entry.get("audience"))
        if audience is not None:
            self.updates.append(Update(audience, said(entry, "text"), stamp))

    def ask(self, entry: Entry, stamp: Stamp) -> None:
        """A question stands open."""
        words = said(entry, "text")
        if words:
            id = said(entry, "question") or str(len(self.questions) + 1)
            self.questions.setdefault(id, Question(id, words, stamp))

    def answer(self, entry: Entry, stamp: Stamp) -> None:
        """A question is answered."""
        asked = self.questions.get(said(entry, "question"))
        if asked is not None and asked.answered is None:
            self.questions[asked.id] = replace(asked, answer=said(entry, "text"), answered=stamp)

    def cross(self, entry: Entry, stamp: Stamp) -> None:
        """A signal has crossed a limit."""
        for each in _evidence(entry):
            self.crossed[each.key] = each

    def _step(self, stage: Stage, stamp: Stamp) -> None:
        self.steps.append(Step(stage, stamp))


def _go_beyond(told: Told, entry: Entry, stamp: Stamp) -> None:
    told.after.take(entry, stamp)


def _escalate(told: Told, entry: Entry, stamp: Stamp) -> None:
    told.escalations.append(stamp)


def _meet(told: Told, entry: Entry, stamp: Stamp) -> None:
    name = said(entry, "clock")
    if name:
        told.met.setdefault(name, stamp)


_ACTS: dict[str, Callable[[Told, Entry, Stamp], None]] = {
    "incident.declared": Told.declare,
    "incident.acknowledged": Told.acknowledge,
    "incident.severity": Told.grade,
    "incident.role": Told.assign,
    "incident.handover": Told.hand_over,
    "incident.task": Told.give,
    "incident.task-acknowledged": Told.take_task,
    "incident.task-done": Told.finish_task,
    "incident.status": Told.go_on,
    "incident.resolved": Told.resolve,
    "incident.closed": Told.close,
    "incident.reopened": Told.reopen,
    "incident.update": Told.update,
    "incident.question": Told.ask,
    "incident.answer": Told.answer,
    "incident.escalated": _escalate,
    "incident.met": _meet,
    **dict.fromkeys(AFTER, _go_beyond),
    "incident.signal": Told.cross,
}


def _about(told: Told, entry: Entry) -> str:
    """The words of the task, the question or the action item that an entry only names."""
    told_of = (("task", told.tasks), ("question", told.questions), ("action", told.after.actions))
    named = (known.get(said(entry, key)) for key, known in told_of if known)
    return next((each.text for each in named if each), "")


def _correction(put_right: Corrected, about: str) -> Correction:
    by = put_right.by
    return Correction(
        original=telling(put_right.first.kind, put_right.first.fields, about),
        by=safe(by.by),
        at=by.at,
        entry=by.id,
        withdrawn=put_right.withdrawn,
        reason=said(by, "why"),
    )


def _evidence(entry: Entry) -> Iterator[Evidence]:
    """What stands with an entry as evidence, each piece safe to show."""
    for each in evidence_in(entry):
        labels = tuple((safe(name), safe(value)) for name, value in each.labels)
        source, signal, words = safe(each.source), safe(each.signal), safe(each.words)
        yield replace(each, source=source, signal=signal, labels=labels, words=words, unit=safe(each.unit))


def _moment(entry: Entry, key: str) -> datetime | None:
    value = entry.get(key)
    if not isinstance(value, datetime):
        return None
    return value if value.tzinfo else value.replace(tzinfo=UTC)
