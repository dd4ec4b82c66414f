"""The format of a scenario's file: what may be written, and the record it becomes."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Annotated, Literal, Self

from pydantic import AfterValidator, Field, field_validator, model_validator

from data.config.base import Line, Settings
from data.drills.scenarios.trouble_form import InjectForm, Number, Span, TroubleForm
from data.models.checklist import Must
from data.models.labels import labels_from
from data.models.scenario import Bill, Deed, Quantity, Scenario, Service
from data.models.score import Mark
from data.models.threshold import Limit, Threshold
from data.procedures.form import Id, MustWords, Sentence, must_of
from data.safe import safe_block


def _aware(value: datetime) -> datetime:
    if value.tzinfo is None:
        raise ValueError("a moment has a zone, as in 2026-03-12T03:05:00Z")
    if value.year not in _YEARS:
        raise ValueError(f"a moment lies between {_YEARS.start} and {_YEARS.stop}")
    return value


def _playable(value: float) -> float:
    if not 0 < value <= _LONGEST_S:
        raise ValueError(f"lasts longer than nothing, and at most {_LONGEST_WORDS}")
    return value


_YEARS = range(2000, 2100)
_LONGEST_S = 12 * 3600.0
"""A scenario is lived second by second; whoever plays longer than this needs two."""
_LONGEST_WORDS = "twelve hours"
_HIGHEST = {"%": 100.0, "bool": 1.0}


def _limit(must: Must | None) -> Limit | None:
    """A limit of the source itself, which stands in no document."""
    return Limit(must.comparison, must.number, "", "") if must else None


class QuantityForm(Settings):
    """One signal of a service: ``{ signal = "api.p95_ms", base = 180, noise = 8, day = 0.2 }``."""

    signal: Sentence
    unit: Line | None = None
    """By default the unit of the signal's entry in the catalogue."""
    base: Number
    noise: Number = Field(default=0.0, ge=0)
    """How far it strays, as a standard deviation."""
    day: Number = Field(default=0.0, ge=0, le=1)
    """By which share it is higher at its peak, and lower twelve hours later."""
    peak: Number = Field(default=15.0, ge=0, lt=24)
    """The hour at which it is highest."""
    low: Number = 0.0
    high: Annotated[float, Field(strict=True)] | None = None
    """Without one a percentage ends at 100, and a yes or no at 1."""
    target: MustWords | None = None
    """What its source itself says should hold, beside the policy."""
    warn: MustWords | None = None
    fail: MustWords | None = None
    labels: dict[Line, Line] = Field(default_factory=dict)

    @model_validator(mode="after")
    def _within(self) -> Self:
        if not self.low <= self.base <= (float("inf") if self.high is None else self.high):
            raise ValueError("base lies between low and high")
        return self

    def highest(self, known: str) -> float:
        """How high it may go; `known` is the unit in the catalogue."""
        unit = known if self.unit is None else self.unit
        return _HIGHEST.get(unit, float("inf")) if self.high is None else self.high

    def record(self, known: str) -> Quantity:
        """The record; `known` is the unit in the catalogue."""
        unit = known if self.unit is None else self.unit
        return Quantity(
            signal=self.signal,
            unit=unit,
            base=self.base,
            noise=self.noise,
            day=self.day,
            peak=self.peak,
            low=self.low,
            high=self.highest(known),
            labels=labels_from(self.labels),
            own=self._own(unit),
        )

    def _own(self, unit: str) -> Threshold | None:
        target, warn, fail = (must_of(words) for words in (self.target, self.warn, self.fail))
        if not (target or warn or fail):
            return None
        return Threshold(unit, _limit(target), _limit(warn), _limit(fail))


class BillForm(Settings):
    """What something costs: ``{ name = "Amazon EC2", a_day = 41, lately = 190, days = 2 }``."""

    name: Sentence
    a_day: Number = Field(ge=0)
    """In dollars."""
    lately: Number | None = Field(default=None, ge=0)
    """Of late, on the last `days` that are over."""
    days: int = Field(default=0, ge=0, le=30)

    @model_validator(mode="after")
    def _both(self) -> Self:
        if (self.lately is None) is bool(self.days):
            raise ValueError('"lately" goes with "days": on how many of the last days')
        return self

    def record(self) -> Bill:
        """The record."""
        return Bill(self.name, self.a_day, self.lately, self.days)


class ServiceForm(Settings):
    """One ``[[service]]``, which is a source of the drill."""

    name: Sentence
    kind: Line = "http"
    """As which kind of source it is shown."""
    group: Line = ""
    every: Annotated[Span, Field(ge=1)] = 15.0
    critical: bool = True
    signals: Annotated[list[QuantityForm], Field(min_length=1)]
    bills: list[BillForm] = Field(default_factory=list)

    def record(self, units: Mapping[str, str]) -> Service:
        """The record; `units` are those of the signals that the catalogue knows."""
        quantities = tuple(each.record(units.get(each.signal, "")) for each in self.signals)
        bills = tuple(each.record() for each in self.bills)
        group = self.group or self.kind
        return Service(self.name, self.kind, group, self.every, quantities, self.critical, bills)


class DeedForm(Settings):
    """One ``[[deed]]``: what a step of a runbook does in this scenario."""

    id: Id
    runbook: Sentence
    step: Sentence
    cures: list[Line] = Field(default_factory=list)
    begins: list[Line] = Field(default_factory=list)
    needs: list[Line] = Field(default_factory=list)
    """The deeds that must have been done before."""
    otherwise: list[Line] = Field(default_factory=list)
    """The troubles that begin where one of these has not."""

    @model_validator(mode="after")
    def _consistent(self) -> Self:
        if self.otherwise and not self.needs:
            raise ValueError('"otherwise" says what comes where one of "needs" is missing: name these')
        return self

    def record(self) -> Deed:
        """The record."""
        return Deed(
            self.id,
            self.runbook,
            self.step,
            tuple(self.cures),
            tuple(self.begins),
            tuple(self.needs),
            tuple(self.otherwise),
        )


class ScenarioForm(Settings):
    """A whole file: one scenario."""

    version: Literal[1] = Field(alias="schema")
    """The number of this format: 1."""
    id: Id
    title: Sentence
    policy: Line = "manual"
    """Whose clocks and limits hold."""
    starts: Annotated[datetime, AfterValidator(_aware)]
    """The moment on the scenario's own calendar."""
    lasts: Annotated[Span, AfterValidator(_playable)]
    briefing: Annotated[str, Field(min_length=1, max_length=2000), AfterValidator(safe_block)]
    """What the players are told."""
    story: Annotated[str, Field(max_length=4000), AfterValidator(safe_block)] = ""
    """What really happens, for whoever leads the drill."""
    document: Line = ""
    section: Line = ""
    procedure: Line = ""
    """The runbook that is right."""
    severities: list[Line] = Field(default_factory=list)
    """The severities that are right, in the policy's own names."""
    marks: dict[Mark, Annotated[Number, Field(ge=0)]] = Field(default_factory=dict)
    """What is worth how much; shares of a hundred in the end."""
    service: Annotated[list[ServiceForm], Field(min_length=1)]
    trouble: list[TroubleForm] = Field(default_factory=list)
    inject: list[InjectForm] = Field(default_factory=list)
    deed: list[DeedForm] = Field(default_factory=list)

    @field_validator("marks")
    @classmethod
    def _worth_something(cls, marks: dict[Mark, float]) -> dict[Mark, float]:
        if marks and not sum(marks.values()):
            raise ValueError("something is worth more than nothing")
        return marks

    def record(self, origin: str, units: Mapping[str, str]) -> Scenario:
        """The record, with the file that it comes from and the units of known signals."""
        return Scenario(
            id=self.id,
            title=self.title,
            policy=self.policy,
            starts=self.starts,
            lasts=self.lasts,
            services=tuple(each.record(units) for each in self.service),
            troubles=tuple(each.record() for each in self.trouble),
            injects=tuple(each.record() for each in self.inject),
            deeds=tuple(each.record() for each in self.deed),
            briefing=self.briefing,
            story=self.story,
            document=self.document,
            section=self.section,
            procedure=self.procedure,
            severities=tuple(self.severities),
            marks=tuple(self.marks.items()),
            origin=origin,
        )
