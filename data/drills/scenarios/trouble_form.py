"""What may be written of a scenario's troubles, and of what reaches the players from outside."""

from __future__ import annotations

from typing import Annotated, Self

from pydantic import BeforeValidator, Field, model_validator

from data.config.base import Line, Settings, parse_duration
from data.models.labels import labels_from
from data.models.scenario import LISTED, Condition, Effect, Inject, InjectKind, Shape, Trouble
from data.procedures.form import Id, MustWords, Sentence, must_of


def _with_unit(value: object) -> float:
    """A bare number might be meant in minutes."""
    if isinstance(value, int | float) and not isinstance(value, bool):
        raise ValueError('a time is written with its unit, as in "90s" or "5m"')
    return parse_duration(value)


Span = Annotated[float, BeforeValidator(_with_unit)]
"""Seconds; written as ``"15s"``, ``"5m"``, ``"1h30m"``, never as a bare number."""
Later = Annotated[Span, Field(ge=0)]
Longer = Annotated[Span, Field(gt=0)]
Number = Annotated[float, Field(strict=True, allow_inf_nan=False)]
"""A number, and no word or truth value that could be taken for one."""


class EffectForm(Settings):
    """``{ service = "db", signal = "db.connections_pct", shape = "ramp", to = 98, over = "4m" }``."""

    service: Sentence
    shape: Shape
    signal: Line = ""
    """Without one, and with shape "loss", the service itself does not answer."""
    labels: dict[Line, Line] = Field(default_factory=dict)
    to: Number | None = None
    over: Later = 0.0
    every: Longer = 60.0
    words: Line = ""
    """Why a service does not answer."""

    @model_validator(mode="after")
    def _complete(self) -> Self:
        if self.shape is not Shape.LOSS and (self.to is None or not self.signal):
            raise ValueError(f'the shape "{self.shape}" needs a signal, and a value "to" which it is moved')
        if self.shape in (Shape.RAMP, Shape.LEAK, Shape.CLIFF) and not self.over:
            raise ValueError(f'the shape "{self.shape}" needs "over": the time that it takes')
        return self

    def record(self) -> Effect:
        """The record."""
        return Effect(
            service=self.service,
            shape=self.shape,
            signal=self.signal,
            labels=labels_from(self.labels),
            to=self.to or 0.0,
            over=self.over,
            every=self.every,
            words=self.words,
        )


class TroubleForm(Settings):
    """One ``[[trouble]]``: something that goes wrong."""

    id: Id
    title: Sentence
    at: Later | None = None
    """From the beginning of the scenario, or of the trouble that it follows."""
    follows: Line = ""
    """The trouble that it spreads from."""
    fade: Later = 30.0
    """How long its effects take to go once it is cured."""
    effects: Annotated[list[EffectForm], Field(min_length=1)]

    @model_validator(mode="after")
    def _timed(self) -> Self:
        if self.follows and self.at is None:
            raise ValueError('what follows another trouble says how long "at" after it')
        return self

    def record(self) -> Trouble:
        """The record."""
        effects = tuple(each.record() for each in self.effects)
        return Trouble(self.id, self.title, effects, self.at, self.follows, self.fade)


class ConditionForm(Settings):
    """``{ service = "db", signal = "db.connections_pct", must = ">= 95", lasting = "30s" }``."""

    service: Sentence
    signal: Sentence
    must: MustWords
    lasting: Later = 0.0

    def record(self) -> Condition:
        """The record."""
        must = must_of(self.must)
        assert must is not None, "MustWords were found valid"
        return Condition(self.service, self.signal, must, self.lasting)


class InjectForm(Settings):
    """One ``[[inject]]``: what reaches the players from outside."""

    id: Id
    kind: InjectKind
    words: Sentence
    who: Line = ""
    """Who writes or calls."""
    source: Line = ""
    """The service that lists it: of an alert, a deployment, a vendor's word."""
    severity: Line = ""
    at: Later | None = None
    when: ConditionForm | None = None
    until: Longer | None = None
    """How long it lasts, where it ends by itself."""
    trail: bool = False
    """It leads nowhere."""
    with_trouble: Line = ""
    """The trouble with which it ends."""
    lists: Line = ""
    """Of a thing: which kind of thing, as in "finding", "certificate", "anomaly", "unused"."""
    state: Line = ""
    group: Line = ""
    amount: Number | None = None
    """Of a thing: its weight, as days that are left or dollars, with its unit."""
    unit: Line = ""
    fields: dict[Line, Line] = Field(default_factory=dict)
    """Of a thing: further facts, in the order in which they are shown."""

    @model_validator(mode="after")
    def _comes(self) -> Self:
        if self.at is None and self.when is None:
            raise ValueError('comes "at" a time or "when" something is so')
        if self.kind in LISTED and not self.source:
            raise ValueError(f'{self.kind}: is listed by a service, name it as "source"')
        if bool(self.lists) is not (self.kind is InjectKind.THING):
            raise ValueError('a thing, and nothing else, says what it "lists": "finding", "certificate"')
        if self.kind in (InjectKind.MESSAGE, InjectKind.CALL) and not self.who:
            raise ValueError(f'{self.kind}: comes from somebody, name them as "who"')
        return self

    def record(self) -> Inject:
        """The record."""
        when = self.when.record() if self.when else None
        return Inject(
            id=self.id,
            kind=self.kind,
            words=self.words,
            who=self.who,
            source=self.source,
            severity=self.severity,
            at=self.at,
            when=when,
            until=self.until,
            trail=self.trail,
            with_trouble=self.with_trouble,
            lists=self.lists,
            state=self.state,
            group=self.group,
            amount=self.amount,
            unit=self.unit,
            fields=tuple(self.fields.items()),
        )
