"""One thing on the desk: an alert of an alert manager, or a verdict of the console's own."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from data.alerts.target import Target
from data.models.alert import Gravity, Silence
from data.models.labels import Labels
from data.models.verdict import Verdict


class Standing(StrEnum):
    """Whether somebody has to do something about it, the most pressing first."""

    UNANSWERED = "unanswered"
    ACKNOWLEDGED = "acknowledged"
    SILENCED = "silenced"
    INHIBITED = "inhibited"

    @property
    def rank(self) -> int:
        """0 for what waits."""
        return list(Standing).index(self)


@dataclass(frozen=True, slots=True)
class Answered:
    """Who has taken it on, since when and why; `until` is when that ends unless it is renewed."""

    by: str
    at: datetime | None
    reason: str
    until: datetime | None = None
    silence: str = ""


@dataclass(frozen=True, slots=True)
class Case:
    """What one row shows; `key` is the same on every console and after every restart.

    `sources` list it; what is changed is changed at the first. `own` is a verdict of the console
    itself. `old` says that its source has not confirmed it lately, and `doubt` where replicas
    disagree, in words. `silences` are those that cover it, `details` further facts in order.
    """

    key: str
    title: str
    standing: Standing
    gravity: Gravity
    verdict: Verdict
    severity: str
    since: datetime | None
    summary: str
    sources: tuple[str, ...]
    own: bool = False
    group: str = ""
    fingerprint: str = ""
    labels: Labels = ()
    annotations: Labels = ()
    silences: tuple[Silence, ...] = ()
    inhibited_by: tuple[str, ...] = ()
    receivers: tuple[str, ...] = ()
    answered: Answered | None = None
    target: Target | None = None
    runbook: str = ""
    url: str = ""
    old: bool = False
    doubt: str = ""
    details: tuple[tuple[str, str], ...] = ()

    @property
    def waits(self) -> bool:
        """Whether nobody has answered it."""
        return self.standing is Standing.UNANSWERED

    def overdue(self, now: datetime) -> bool:
        """Whether it waits for longer than its class allows."""
        return self.waits and self.target is not None and self.target.over(now)
