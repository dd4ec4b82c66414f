"""One working through a runbook, as the journal's entries tell of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from data.models.evidence import Evidence
from data.models.verdict import Verdict


class Mode(StrEnum):
    """Whether commands are only shown, or run."""

    DRY = "dry"
    EXECUTE = "execute"


class StepState(StrEnum):
    """How far a step has come.

    `STARTED`: a command was started and no end is on record; unless this very console is running
    it, the console died and the outcome is unknown. `RAN`: its command ended well, and a check or
    somebody's word is still to come. `FAILED`: somebody must decide. `PASSED_OVER`: a branch went
    past it.
    """

    AHEAD = "ahead"
    STARTED = "started"
    RAN = "ran"
    FAILED = "failed"
    DONE = "done"
    SKIPPED = "skipped"
    PASSED_OVER = "passed-over"

    @property
    def settled(self) -> bool:
        """Whether nothing more is to be done there."""
        return self in (StepState.DONE, StepState.SKIPPED, StepState.PASSED_OVER)


class Ended(StrEnum):
    """How a command ended."""

    EXITED = "exited"
    TIMED_OUT = "timed-out"
    STOPPED = "stopped"
    NOT_STARTED = "not-started"


class Outcome(StrEnum):
    """How a run ended."""

    DONE = "done"
    ABORTED = "aborted"


@dataclass(frozen=True, slots=True)
class Said:
    """Who said something, and when; in a challenge `responder` answered `answer`."""

    by: str
    at: datetime
    words: str = ""
    answer: str = ""
    responder: str = ""


@dataclass(frozen=True, slots=True)
class Output:
    """What a command printed: `text` is what was kept, safe to show; `size` is of all, in bytes.

    `digest` is the SHA-256 over all of it (``sha256:…``), kept or not.
    """

    text: str
    size: int
    cut: bool
    digest: str


@dataclass(frozen=True, slots=True)
class Execution:
    """One start of a step's command; `argv` is as shown, with secrets masked.

    `ended` is None while no end is on record. `code` is the exit code, or minus the signal;
    `took_s` is in seconds; `problem` says why it could not be started; `entry` is the journal's id.
    """

    by: str
    at: datetime
    argv: tuple[str, ...]
    cwd: str = ""
    target: str = ""
    host: str = ""
    ended: Ended | None = None
    code: int | None = None
    took_s: float | None = None
    output: Output | None = None
    problem: str = ""
    entry: str = ""

    @property
    def good(self) -> bool:
        """Whether it ran to its end with the exit code 0."""
        return self.ended is Ended.EXITED and self.code == 0


@dataclass(frozen=True, slots=True)
class Checked:
    """What a step's check found, after so many attempts; no data is never a pass."""

    verdict: Verdict
    words: str
    attempts: int
    by: str
    at: datetime
    evidence: tuple[Evidence, ...] = ()

    @property
    def holds(self) -> bool:
        """Whether what must hold does."""
        return self.verdict is Verdict.PASS


@dataclass(frozen=True, slots=True)
class StepRecord:
    """All that is known of one step; `executions` and `checks` are oldest first."""

    id: str
    state: StepState = StepState.AHEAD
    executions: tuple[Execution, ...] = ()
    checks: tuple[Checked, ...] = ()
    confirmed: Said | None = None
    skipped: Said | None = None

    @property
    def execution(self) -> Execution | None:
        """The latest start of its command."""
        return self.executions[-1] if self.executions else None

    @property
    def check(self) -> Checked | None:
        """The latest check."""
        return self.checks[-1] if self.checks else None

    @property
    def unknown(self) -> bool:
        """Whether a command was started and no end is on record."""
        return self.state is StepState.STARTED


@dataclass(frozen=True, slots=True)
class RunEnd:
    """The end of a run, with the reason where it was broken off."""

    outcome: Outcome
    by: str
    at: datetime
    reason: str = ""


@dataclass(frozen=True, slots=True)
class RunbookRun:
    """One run. `at` is the step where it stands, empty once all are settled or it has ended.

    `steps` are the ids as the runbook had them when the run began, `digest` is of its text then, and
    `step_digests` are of each step's, by its id.
    `values` fill the gaps; what comes from the environment is never among them. `entry` is the id of
    the entry that began it, empty where that is lost.
    """

    id: str
    runbook: str
    title: str
    mode: Mode
    began: Said
    steps: tuple[str, ...] = ()
    records: Mapping[str, StepRecord] = field(default_factory=dict)
    at: str = ""
    values: Mapping[str, str] = field(default_factory=dict)
    digest: str = ""
    step_digests: Mapping[str, str] = field(default_factory=dict)
    incident: str = ""
    policy: str = ""
    people: tuple[str, ...] = ()
    end: RunEnd | None = None
    day: date | None = None
    drill: bool = False
    entry: str = ""

    @property
    def dry(self) -> bool:
        """Whether commands are only shown."""
        return self.mode is Mode.DRY

    @property
    def open(self) -> bool:
        """Whether it can be gone on with."""
        return self.end is None

    def record(self, step: str) -> StepRecord:
        """What is known of a step; of one that nothing is known of, that it is to do."""
        return self.records.get(step) or StepRecord(step)

    @property
    def unknown(self) -> tuple[str, ...]:
        """The steps whose command was started and has no end on record."""
        return tuple(id for id, record in self.records.items() if record.unknown)
