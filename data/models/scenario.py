"""An invented outage: services and their normal life, what goes wrong, what helps, what is worth points."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from data.models.checklist import Must
from data.models.labels import Labels
from data.models.score import Mark
from data.models.threshold import Threshold


class Shape(StrEnum):
    """How a trouble moves a value away from its normal life."""

    STEP = "step"
    RAMP = "ramp"
    LEAK = "leak"
    CLIFF = "cliff"
    FLAP = "flap"
    LOSS = "loss"


class InjectKind(StrEnum):
    """What reaches the players from outside of the signals."""

    MESSAGE = "message"
    CALL = "call"
    LOG = "log"
    ALERT = "alert"
    DEPLOYMENT = "deployment"
    VENDOR = "vendor"
    THING = "thing"


LISTED = (InjectKind.ALERT, InjectKind.DEPLOYMENT, InjectKind.VENDOR, InjectKind.THING)
"""What a service lists; the players are told of the others."""


@dataclass(frozen=True, slots=True)
class Quantity:
    """One signal of a service in its normal life.

    Around `base` it moves with the hours, by the share `day` up at `peak` o'clock and down twelve
    hours later, and with `noise` (a standard deviation); it stays between `low` and `high`. `own` are
    the limits that its source has itself, beside those of the policy.
    """

    signal: str
    unit: str
    base: float
    noise: float = 0.0
    day: float = 0.0
    peak: float = 15.0
    low: float = 0.0
    high: float = float("inf")
    labels: Labels = ()
    own: Threshold | None = None


@dataclass(frozen=True, slots=True)
class Bill:
    """What something costs a day in dollars, of late otherwise: on the last `days` that are over."""

    name: str
    a_day: float
    lately: float | None = None
    days: int = 0


@dataclass(frozen=True, slots=True)
class Service:
    """One source of the scenario; `every` is in seconds of the scenario.

    `bills` are what it knows of the costs of the last sixty days.
    """

    name: str
    kind: str
    group: str
    every: float
    quantities: tuple[Quantity, ...]
    critical: bool = True
    bills: tuple[Bill, ...] = ()


@dataclass(frozen=True, slots=True)
class Effect:
    """What a trouble does to a signal of a service; to the whole service where no signal is named.

    With `Shape.LOSS` the signal has no value, or the service does not answer and `words` say why.
    `over` and `every` are in seconds: how long it takes, and how long one half of a flap lasts.
    """

    service: str
    shape: Shape
    signal: str = ""
    labels: Labels = ()
    to: float = 0.0
    over: float = 0.0
    every: float = 60.0
    words: str = ""


@dataclass(frozen=True, slots=True)
class Trouble:
    """Something that is wrong from `at` on, or `at` seconds after the trouble `follows` began.

    One that follows another does not begin once that one is cured. With neither it begins only by a
    harmful deed. Cured, its effects fade within `fade` seconds.
    """

    id: str
    title: str
    effects: tuple[Effect, ...]
    at: float | None = None
    follows: str = ""
    fade: float = 30.0


@dataclass(frozen=True, slots=True)
class Condition:
    """A signal that has been so for `lasting` seconds."""

    service: str
    signal: str
    must: Must
    lasting: float = 0.0


@dataclass(frozen=True, slots=True)
class Inject:
    """Something that happens at a time, or when a condition has come true; either may be given.

    `source` is the service that lists it where it is an alert, a deployment, a vendor's word or a thing;
    `until` says after how many seconds it is over, `with_trouble` that it is once that trouble is cured.
    A thing is one of the kind `lists` (a finding, a certificate), with what an item has. A `trail` leads
    nowhere.
    """

    id: str
    kind: InjectKind
    words: str
    who: str = ""
    source: str = ""
    severity: str = ""
    at: float | None = None
    when: Condition | None = None
    until: float | None = None
    trail: bool = False
    with_trouble: str = ""
    lists: str = ""
    state: str = ""
    group: str = ""
    amount: float | None = None
    unit: str = ""
    fields: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Deed:
    """A step of a runbook, carried out by the players, and what it does.

    It cures and begins troubles; without one of `needs` done before, it does nothing but begin the
    troubles `otherwise`. A deed that cures and begins nothing does nothing at all.
    """

    id: str
    runbook: str
    step: str
    cures: tuple[str, ...] = ()
    begins: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    otherwise: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Scenario:
    """One outage from beginning to end; `starts` is the moment on its own calendar, `lasts` in seconds.

    `briefing` is for the players, `story` for whoever leads the drill. `procedure` is the runbook and
    `severities` are the grades that are right; `marks` say what is worth how much, where it is not the
    usual.
    """

    id: str
    title: str
    policy: str
    starts: datetime
    lasts: float
    services: tuple[Service, ...]
    troubles: tuple[Trouble, ...] = ()
    injects: tuple[Inject, ...] = ()
    deeds: tuple[Deed, ...] = ()
    briefing: str = ""
    story: str = ""
    document: str = ""
    section: str = ""
    procedure: str = ""
    severities: tuple[str, ...] = ()
    marks: tuple[tuple[Mark, float], ...] = ()
    origin: str = ""

    @property
    def quiet(self) -> Scenario:
        """The same life without anything that goes wrong or comes from outside."""
        return replace(self, troubles=(), injects=(), deeds=())

    def service(self, name: str) -> Service | None:
        """The service of that name."""
        return next((service for service in self.services if service.name == name), None)

    def trouble(self, id: str) -> Trouble | None:
        """The trouble of that id."""
        return next((trouble for trouble in self.troubles if trouble.id == id), None)
