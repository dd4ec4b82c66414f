"""An incident as the journal's entries tell it: what is known of it at any moment."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from enum import StrEnum

from data.models.evidence import Evidence
from data.models.series import Key

COMMANDER = "commander"
"""The role that decides; no incident should be without one."""


class Stage(StrEnum):
    """How far the answer to an incident has come."""

    INVESTIGATING = "investigating"
    MITIGATING = "mitigating"
    MONITORING = "monitoring"
    RESOLVED = "resolved"
    CLOSED = "closed"

    @property
    def over(self) -> bool:
        """Whether the service is well again."""
        return self in (Stage.RESOLVED, Stage.CLOSED)

    @property
    def calm(self) -> bool:
        """Whether nothing gets worse any more, watched as it may be."""
        return self.over or self is Stage.MONITORING


class Audience(StrEnum):
    """Whom an update is for."""

    INTERNAL = "internal"
    PUBLIC = "public"


@dataclass(frozen=True, slots=True)
class Stamp:
    """Who did something, and when; `entry` is the journal's id of it.

    `at` is what the wall clock said. `steady` is in seconds on a scale without the jumps of that
    clock which are known: only this one is reckoned with.
    """

    at: datetime
    steady: float
    by: str
    entry: str = ""


@dataclass(frozen=True, slots=True)
class Jump:
    """A wall clock that was moved: by how many seconds, and when that was noticed."""

    at: datetime
    host: str
    seconds: float


@dataclass(frozen=True, slots=True)
class Mark:
    """Where a machine's clock stood: `offset` is the scale of stamps less seconds since the start `boot`."""

    boot: str
    offset: float


@dataclass(frozen=True, slots=True)
class Graded:
    """A severity, from a moment on, and why."""

    severity: str
    reason: str
    stamp: Stamp


@dataclass(frozen=True, slots=True)
class Step:
    """A stage that was reached."""

    stage: Stage
    stamp: Stamp


@dataclass(frozen=True, slots=True)
class Role:
    """Who has a role, and to whom they report; empty means the commander."""

    name: str
    who: str
    stamp: Stamp
    reports_to: str = ""


@dataclass(frozen=True, slots=True)
class Task:
    """Something that one person is to do; `box` is the time it may take, in seconds, 0 without one."""

    id: str
    text: str
    owner: str
    stamp: Stamp
    box: float = 0.0
    acknowledged: Stamp | None = None
    done: Stamp | None = None


@dataclass(frozen=True, slots=True)
class Question:
    """Something that somebody must find out, and what they found."""

    id: str
    text: str
    stamp: Stamp
    answer: str = ""
    answered: Stamp | None = None


@dataclass(frozen=True, slots=True)
class Update:
    """Words that were sent."""

    audience: Audience
    text: str
    stamp: Stamp


@dataclass(frozen=True, slots=True)
class Action:
    """Something to be done once all is well, so that it stays so; `due` is the last day for it.

    `area` says what it mends: fix, process, monitoring, training, documentation; empty where unsaid.
    """

    id: str
    text: str
    owner: str
    stamp: Stamp
    due: date | None = None
    area: str = ""
    done: Stamp | None = None
    note: str = ""

    def overdue(self, today: date) -> int:
        """By how many days; 0 where it is done, has no day, or has time."""
        return max(0, (today - self.due).days) if self.due and self.done is None else 0


@dataclass(frozen=True, slots=True)
class Assigned:
    """An action item, and the incident that it comes from; its title may not be known."""

    incident: str
    action: Action
    title: str = ""


@dataclass(frozen=True, slots=True)
class Correction:
    """What a line said first, and who put it right; `withdrawn` where nothing took its place."""

    original: str
    by: str
    at: datetime
    entry: str
    withdrawn: bool = False
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the timeline; `supported` says whether it has evidence with it."""

    kind: str
    words: str
    stamp: Stamp
    supported: bool = False
    correction: Correction | None = None


@dataclass(frozen=True, slots=True)
class Incident:
    """The state of one incident.

    `declared` is None where its declaration is lost. `severities` and `steps` are whole histories,
    oldest first. `met` holds, by the name of a clock, when somebody said that its demand was met.
    `drift` is by how many seconds each machine's clock was moved, `doubts` says why times may be wrong.
    `seen` is what was failing when it was declared; `crossed`, in the order of the first time, holds
    what has crossed a limit since, as it was seen last. `told` are the keys of entries that consoles
    wrote by themselves. `marks` says of each machine where its clock stood when it last wrote one.
    """

    id: str
    title: str
    policy: str
    began: Stamp
    declared: Stamp | None = None
    detected: datetime | None = None
    situation: str = ""
    ladder: str = ""
    services: tuple[str, ...] = ()
    severities: tuple[Graded, ...] = ()
    steps: tuple[Step, ...] = ()
    acknowledged: Stamp | None = None
    escalations: tuple[Stamp, ...] = ()
    reopened: Stamp | None = None
    roles: Mapping[str, Role] = field(default_factory=dict)
    tasks: tuple[Task, ...] = ()
    questions: tuple[Question, ...] = ()
    updates: tuple[Update, ...] = ()
    actions: tuple[Action, ...] = ()
    met: Mapping[str, Stamp] = field(default_factory=dict)
    timeline: tuple[Line, ...] = ()
    drift: Mapping[str, float] = field(default_factory=dict)
    doubts: tuple[str, ...] = ()
    seen: tuple[Evidence, ...] = ()
    crossed: Mapping[Key, Evidence] = field(default_factory=dict)
    told: frozenset[str] = frozenset()
    marks: Mapping[str, Mark] = field(default_factory=dict)
    drill: bool = False

    @property
    def severity(self) -> str:
        """What it is called now, in the words of its policy."""
        return self.severities[-1].severity if self.severities else ""

    @property
    def stage(self) -> Stage:
        """How far it has come."""
        return self.steps[-1].stage if self.steps else Stage.INVESTIGATING

    @property
    def resolved(self) -> Stamp | None:
        """When it was over, where it still is."""
        if not self.stage.over:
            return None
        return next((step.stamp for step in self._since_opened() if step.stage.over), None)

    @property
    def mitigated(self) -> Stamp | None:
        """When it calmed down, since it was opened last."""
        return next((step.stamp for step in self._since_opened() if step.stage.calm), None)

    @property
    def commander(self) -> Role | None:
        """Who decides; None where nobody does."""
        return self.roles.get(COMMANDER)

    @property
    def start(self) -> Stamp:
        """Its declaration, from which times are counted; the first entry where that is lost."""
        return self.declared or self.began

    def task(self, id: str) -> Task | None:
        """The task of that id."""
        return next((task for task in self.tasks if task.id == id), None)

    def question(self, id: str) -> Question | None:
        """The question of that id."""
        return next((question for question in self.questions if question.id == id), None)

    def action(self, id: str) -> Action | None:
        """The action item of that id."""
        return next((action for action in self.actions if action.id == id), None)

    def steady(self, now: datetime, host: str) -> float:
        """The moment `now`, read from the clock of `host`, on the scale of the stamps."""
        return now.timestamp() - self.drift.get(host, 0.0)

    def wall(self, steady: float, host: str) -> datetime:
        """A moment on the scale of the stamps, as the clock of `host` shows it."""
        return datetime.fromtimestamp(steady + self.drift.get(host, 0.0), UTC)

    def _since_opened(self) -> Iterator[Step]:
        """The steps since it was opened last."""
        since = self.reopened.steady if self.reopened else float("-inf")
        return (step for step in self.steps if step.stamp.steady >= since)
