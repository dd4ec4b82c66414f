"""The format of a checklist's file: what may be written, and the record it becomes."""

from __future__ import annotations

import re
from datetime import time
from typing import Annotated, Any, Self

from pydantic import AfterValidator, BeforeValidator, Field, model_validator

from data.config.base import Duration, Line, Settings
from data.models.checklist import (
    Aggregate,
    Check,
    Checklist,
    Demand,
    Every,
    Group,
    Item,
    Must,
    Recurrence,
    SignalCheck,
    SourceCheck,
    Week,
)
from data.models.labels import labels_from
from data.models.threshold import Comparison
from data.models.weekday import Weekday

_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_MUST = re.compile(r"(<=|>=|<|>) ?(-?\d+(?:\.\d+)?)")


ID_WORDS = 'an id is made of small letters and digits with hyphens, as in "error-rate"'


def is_id(value: str) -> bool:
    """Whether something may be an id."""
    return bool(_ID.fullmatch(value))


def _id(value: str) -> str:
    if not is_id(value):
        raise ValueError(ID_WORDS)
    return value


def _must(value: str) -> str:
    if not _MUST.fullmatch(value):
        raise ValueError('states what must hold, as in "< 80" or ">= 1"')
    return value


def _clock(value: time) -> time:
    if value.tzinfo is not None:
        raise ValueError("a time of the team's own clock, without a zone")
    return value


def _several(value: object) -> object:
    return [value] if isinstance(value, dict) else value


Id = Annotated[str, AfterValidator(_id)]
Sentence = Annotated[Line, Field(min_length=1)]
MustWords = Annotated[str, AfterValidator(_must)]


def must_of(words: str | None) -> Must | None:
    """The condition in words that were found valid, None where there are none."""
    told = _MUST.fullmatch(words or "")
    return Must(Comparison(told[1]), float(told[2])) if told else None


class RecurrenceForm(Settings):
    """``{ every = "week", weekday = "monday", at = "09:00" }``."""

    every: Every
    at: Annotated[time, AfterValidator(_clock)] = time(9, 0)
    """When it falls due, by the team's clock."""
    weekday: Weekday | None = None
    """Of a weekly list; without it, any day of the week."""
    week: Week | None = None
    """Of a monthly list; without it, any week of the month."""

    @model_validator(mode="after")
    def _fits(self) -> Self:
        if self.weekday and self.every is not Every.WEEK:
            raise ValueError('weekday goes with every = "week"')
        if self.week and self.every is not Every.MONTH:
            raise ValueError('week goes with every = "month"')
        return self

    def record(self) -> Recurrence:
        """The record."""
        return Recurrence(self.every, self.at, self.weekday, self.week)


class CheckForm(Settings):
    """``{ signal = "host.disk_pct" }``, or ``{ source = "backup-script" }``."""

    signal: Line = ""
    """A quantity that any source may feed."""
    source: Line = ""
    """Or the name of one configured source."""
    labels: dict[Line, Line] = Field(default_factory=dict)
    """Only the readings that carry these."""
    aggregate: Aggregate = Aggregate.ALL
    limit: Demand = Demand.TARGET
    """Whether a missed target fails, or only an alert."""
    must: MustWords | None = None
    """What the list itself demands, in the signal's unit."""

    @model_validator(mode="after")
    def _one_of_two(self) -> Self:
        if bool(self.signal) is bool(self.source):
            raise ValueError("names either a signal or a source")
        if self.source and self.model_fields_set - {"source"}:
            raise ValueError("a source decides by its own verdict: nothing else goes with it")
        return self

    def record(self) -> Check:
        """The record."""
        if self.source:
            return SourceCheck(self.source)
        return SignalCheck(
            self.signal, labels_from(self.labels), self.aggregate, self.limit, must_of(self.must)
        )


class ItemForm(Settings):
    """One line of a list."""

    id: Id
    title: Sentence
    check: Annotated[list[CheckForm], BeforeValidator(_several)] = Field(default_factory=list)
    """What decides it; without any it waits for a person. Several must all agree."""
    command: list[Line] = Field(default_factory=list)
    """What a person runs, as an argument list; ``{day}`` stands for the list's day."""
    only: RecurrenceForm | None = None
    """The days on which it is on the list, where these are not all."""
    runbook: Line = ""
    """The title of the runbook that answers its failure."""

    def record(self) -> Item:
        """The record."""
        checks = tuple(check.record() for check in self.check)
        only = self.only.record() if self.only else None
        return Item(self.id, self.title, checks, tuple(self.command), only, self.runbook)


class GroupForm(Settings):
    """A heading with its items."""

    title: Sentence
    items: list[ItemForm]


class ChecklistForm(Settings):
    """One ``[[checklist]]``."""

    id: Id
    title: Sentence
    document: Line = ""
    """The policy made from the same document; empty for a team's own list."""
    section: Line = ""
    """Where in the document it stands."""
    recurs: RecurrenceForm
    budget: Annotated[Duration, Field(gt=0)] | None = None
    """The time that it should take."""
    group: list[GroupForm]

    def record(self, origin: str) -> Checklist:
        """The record, with the file it comes from."""
        groups = tuple(
            Group(group.title, tuple(item.record() for item in group.items)) for group in self.group
        )
        return Checklist(
            id=self.id,
            title=self.title,
            document=self.document,
            section=self.section,
            recurrence=self.recurs.record(),
            groups=groups,
            budget=self.budget,
            origin=origin,
        )


class FileForm(Settings):
    """A whole file; its runbooks and message templates are read by others."""

    version: int = Field(alias="schema", ge=1, le=1)
    """The number of this format: 1."""
    checklist: list[ChecklistForm] = Field(default_factory=list)
    runbook: list[dict[str, Any]] = Field(default_factory=list)
    message: list[dict[str, Any]] = Field(default_factory=list)
    review: dict[str, Any] = Field(default_factory=dict)
