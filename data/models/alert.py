"""Alerts and silences as an alert manager lists them."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from enum import IntEnum

from data.models.item import Item
from data.models.labels import Labels

ALERT = "alert"
SILENCE = "silence"


class Gravity(IntEnum):
    """How grave an alert is, comparable across everybody's words; 0 is the gravest."""

    HIGH = 0
    MEDIUM = 1
    LOW = 2


@dataclass(frozen=True, slots=True)
class Matcher:
    """What one label of an alert must be for a silence to cover it."""

    name: str
    value: str
    is_regex: bool = False
    is_equal: bool = True

    def __str__(self) -> str:
        sign = ("=~" if self.is_equal else "!~") if self.is_regex else ("=" if self.is_equal else "!=")
        return f'{self.name}{sign}"{self.value}"'


@dataclass(frozen=True, slots=True)
class Alert(Item):
    """One alert that has not resolved; `id` is its fingerprint, the same on every replica.

    `state` is ``active``, ``suppressed`` or ``unprocessed``. `silenced_by` holds ids of
    silences, `inhibited_by` fingerprints of other alerts. `runbook` is whatever its rule names
    as the answer to it: an address, or the title of a procedure.
    """

    labels: Labels = ()
    annotations: Labels = ()
    silenced_by: tuple[str, ...] = ()
    inhibited_by: tuple[str, ...] = ()
    receivers: tuple[str, ...] = ()
    runbook: str = ""
    gravity: Gravity = Gravity.MEDIUM

    @property
    def active(self) -> bool:
        """Whether somebody is being told of it."""
        return not self.silenced_by and not self.inhibited_by


@dataclass(frozen=True, slots=True)
class Silence(Item):
    """A silence that is in force or about to be; `state` is ``active`` or ``pending``.

    `acknowledges` is the fingerprint of the one alert that it acknowledges, empty for any other
    silence; `comment` is then the reason alone, and `fires` says whether that alert is still
    listed: None where that cannot be known yet.
    """

    matchers: tuple[Matcher, ...] = ()
    created_by: str = ""
    comment: str = ""
    starts: datetime | None = None
    ends: datetime | None = None
    acknowledges: str = ""
    fires: bool | None = None


@dataclass(frozen=True, slots=True)
class Wish:
    """A silence that somebody wants until `ends`.

    With a `fingerprint` it covers exactly the labels of that alert, as the alert manager itself
    last gave them; else what `matchers` say. With `acknowledges` it says that somebody has taken
    the alert on.
    """

    ends: datetime
    by: str
    comment: str
    fingerprint: str = ""
    matchers: tuple[Matcher, ...] = field(default=())
    acknowledges: bool = False
