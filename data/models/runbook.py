"""A runbook, playbook or other procedure as its document has it: what shows, what to do, who, how long."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from data.models.checklist import Every, Must, SignalCheck
from data.models.command_line import Word
from data.models.labels import Labels


class Kind(StrEnum):
    """What a procedure is for."""

    RUNBOOK = "runbook"
    PLAYBOOK = "playbook"
    INCIDENT = "incident"
    EMERGENCY = "emergency"
    ALERT = "alert"
    RECOVERY = "recovery"
    MAINTENANCE = "maintenance"
    DEPLOYMENT = "deployment"
    ROLLBACK = "rollback"
    CHANGE = "change"
    ONBOARDING = "onboarding"
    OFFBOARDING = "offboarding"
    LAUNCH = "launch"
    SUPPORT = "support"
    SECURITY = "security"
    DATABASE = "database"
    COMMUNICATION = "communication"
    REVIEW = "review"


class Style(StrEnum):
    """How it is worked through: read then do, do then confirm, or one asks and another answers."""

    READ_DO = "read-do"
    DO_CONFIRM = "do-confirm"
    CHALLENGE_RESPONSE = "challenge-response"


class Assumed(StrEnum):
    """What a document leaves open and the content therefore proposes."""

    OWNER = "owner"
    BOX = "box"


@dataclass(frozen=True, slots=True)
class Sign:
    """A signal that shows a symptom: where `when` holds, or, without it, where its policy says fail."""

    signal: str
    labels: Labels = ()
    when: Must | None = None


@dataclass(frozen=True, slots=True)
class Symptom:
    """What people notice, and the signal that notices it too."""

    words: str
    sign: Sign | None = None


@dataclass(frozen=True, slots=True)
class StepCheck:
    """What must hold after a step; asked up to `attempts` times, `every` so many seconds.

    Where it never holds, the run goes on at the step `abort`, or ends where that is empty.
    """

    check: SignalCheck
    every: float = 30.0
    attempts: int = 1
    abort: str = ""


@dataclass(frozen=True, slots=True)
class Step:
    """One thing to do; `box` is in seconds. It has a command, a check, both, or is left to a person.

    `changes` marks what alters something outside this console.
    """

    id: str
    title: str
    owner: str = ""
    box: float | None = None
    command: tuple[Word, ...] = ()
    check: StepCheck | None = None
    manual: bool = False
    changes: bool = False
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Phase:
    """Steps under one heading, and the stretch of time that the document gives them, in seconds."""

    title: str
    steps: tuple[Step, ...]
    begins: float = 0.0
    until: float | None = None


@dataclass(frozen=True, slots=True)
class Upkeep:
    """How often a text is to be reviewed, and when that was last done."""

    every: Every | None = None
    last: date | None = None


@dataclass(frozen=True, slots=True)
class Runbook:
    """One procedure; `document` is the policy its document became, empty for a team's own.

    `severity` is the grade that the document gives it, in that document's own words. `proposed`
    says what the document leaves open, so that the owners or time boxes here are only proposals.
    """

    id: str
    title: str
    kind: Kind
    document: str
    section: str
    phases: tuple[Phase, ...]
    purpose: str = ""
    style: Style = Style.READ_DO
    severity: str = ""
    symptoms: tuple[Symptom, ...] = ()
    prerequisites: tuple[str, ...] = ()
    success: tuple[str, ...] = ()
    prevention: tuple[str, ...] = ()
    related: tuple[str, ...] = ()
    proposed: tuple[Assumed, ...] = ()
    upkeep: Upkeep = field(default_factory=Upkeep)
    origin: str = ""

    @property
    def steps(self) -> tuple[Step, ...]:
        """All steps, in order."""
        return tuple(self._each())

    def step(self, id: str) -> Step | None:
        """The step of that id."""
        return next((step for step in self._each() if step.id == id), None)

    def _each(self) -> Iterator[Step]:
        for phase in self.phases:
            yield from phase.steps
