"""The format of a runbook's file: what may be written, and the record it becomes."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, Self

from pydantic import AfterValidator, Field, model_validator

from data.config.base import Duration, Line, Settings
from data.models.checklist import Every, Must, SignalCheck
from data.models.labels import labels_from
from data.models.runbook import Assumed, Kind, Phase, Runbook, Sign, Step, StepCheck, Style, Symptom, Upkeep
from data.procedures.form import Id, MustWords, Sentence, must_of
from data.procedures.runbooks.gaps import words_of
from data.safe import LINE_LIMIT, safe

Box = Annotated[Duration, Field(gt=0)]


def _command(value: list[str]) -> list[str]:
    if any(safe(argument) != argument for argument in value):
        raise ValueError(f"an argument is one visible line of at most {LINE_LIMIT} characters")
    words_of(value)
    return value


class SignForm(Settings):
    """``{ signal = "api.error_rate_pct", when = "> 5" }``."""

    signal: Sentence
    labels: dict[Line, Line] = Field(default_factory=dict)
    when: MustWords | None = None
    """When the symptom shows, in the signal's unit; without it, whenever its policy says fail."""

    def record(self) -> Sign:
        """The record."""
        return Sign(self.signal, labels_from(self.labels), must_of(self.when))


class SymptomForm(Settings):
    """What people notice."""

    words: Sentence
    sign: SignForm | None = None
    """The signal that shows it."""

    def record(self) -> Symptom:
        """The record."""
        return Symptom(self.words, self.sign.record() if self.sign else None)


class StepCheckForm(Settings):
    """``{ signal = "db.up", must = ">= 1", every = "30s", attempts = 10, abort = "call-provider" }``."""

    signal: Sentence
    labels: dict[Line, Line] = Field(default_factory=dict)
    must: MustWords | None = None
    """What must hold, in the signal's unit; without it, what its policy demands."""
    every: Box = 30.0
    attempts: int = Field(default=1, ge=1, le=1000)
    abort: Line = ""
    """The step to go on with where it never holds."""

    def record(self) -> StepCheck:
        """The record."""
        must: Must | None = must_of(self.must)
        check = SignalCheck(self.signal, labels_from(self.labels), must=must)
        return StepCheck(check, self.every, self.attempts, self.abort)


class StepForm(Settings):
    """One step; owner and time box come from the phase or the runbook where it has none."""

    id: Id
    title: Sentence
    owner: Line = ""
    box: Box | None = None
    """The time that it may take."""
    command: Annotated[list[str], AfterValidator(_command)] = Field(default_factory=list)
    """An argument list, with gaps as in ``--date={date:day}``."""
    check: StepCheckForm | None = None
    manual: bool = False
    """A person does it and says so."""
    changes: bool = False
    """It alters something outside."""
    detail: Line = ""

    @model_validator(mode="after")
    def _one_way(self) -> Self:
        if self.manual and self.command:
            raise ValueError("is either manual or has a command")
        return self

    def record(self, owner: str, box: float | None) -> Step:
        """The record; `owner` and `box` are what holds where it says nothing itself."""
        return Step(
            id=self.id,
            title=self.title,
            owner=self.owner or owner,
            box=self.box or box,
            command=words_of(self.command),
            check=self.check.record() if self.check else None,
            manual=self.manual,
            changes=self.changes,
            detail=self.detail,
        )


class PhaseForm(Settings):
    """A heading with its steps."""

    title: Sentence
    begins: Annotated[Duration, Field(ge=0)] = 0.0
    until: Box | None = None
    """Counted, as `begins`, from the start of the procedure."""
    owner: Line = ""
    box: Box | None = None
    steps: list[StepForm]

    @model_validator(mode="after")
    def _forward(self) -> Self:
        if self.until is not None and self.until <= self.begins:
            raise ValueError("until comes after begins")
        return self

    def record(self, owner: str, box: float | None) -> Phase:
        """The record."""
        own = self.box or (self.until - self.begins if self.until else box)
        steps = tuple(step.record(self.owner or owner, own) for step in self.steps)
        return Phase(self.title, steps, self.begins, self.until)


class UpkeepForm(Settings):
    """``{ every = "quarter", last = 2025-01-31 }``."""

    every: Every | None = None
    last: date | None = None

    def record(self) -> Upkeep:
        """The record."""
        return Upkeep(self.every, self.last)


class RunbookForm(Settings):
    """One ``[[runbook]]``."""

    id: Id
    title: Sentence
    kind: Kind
    style: Style = Style.READ_DO
    document: Line = ""
    """The policy made from the same document; empty for a team's own."""
    section: Line = ""
    purpose: Line = ""
    severity: Line = ""
    """The grade that the document gives it."""
    owner: Line = ""
    """Of every step that names nobody."""
    box: Box | None = None
    """Of every step whose phase has no minutes either."""
    proposed: list[Assumed] = Field(default_factory=list)
    """What the document leaves open: owners, time boxes, or both."""
    symptoms: list[SymptomForm] = Field(default_factory=list)
    prerequisites: list[Line] = Field(default_factory=list)
    success: list[Line] = Field(default_factory=list)
    prevention: list[Line] = Field(default_factory=list)
    related: list[Line] = Field(default_factory=list)
    """Ids of other procedures or of checklists."""
    review: UpkeepForm | None = None
    """Instead of the file's."""
    phase: list[PhaseForm]

    def record(self, origin: str, review: UpkeepForm) -> Runbook:
        """The record, with the file it comes from and that file's rhythm of review."""
        return Runbook(
            id=self.id,
            title=self.title,
            kind=self.kind,
            document=self.document,
            section=self.section,
            phases=tuple(phase.record(self.owner, self.box) for phase in self.phase),
            purpose=self.purpose,
            style=self.style,
            severity=self.severity,
            symptoms=tuple(symptom.record() for symptom in self.symptoms),
            prerequisites=tuple(self.prerequisites),
            success=tuple(self.success),
            prevention=tuple(self.prevention),
            related=tuple(self.related),
            proposed=tuple(self.proposed),
            upkeep=(self.review or review).record(),
            origin=origin,
        )


class FileForm(Settings):
    """A whole file; its checklists and message templates are read by others."""

    version: int = Field(alias="schema", ge=1, le=1)
    """The number of this format: 1."""
    review: UpkeepForm = Field(default_factory=UpkeepForm)
    """Of every runbook that has none of its own."""
    runbook: list[RunbookForm] = Field(default_factory=list)
    checklist: list[dict[str, Any]] = Field(default_factory=list)
    message: list[dict[str, Any]] = Field(default_factory=list)
