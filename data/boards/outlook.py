"""What a board is looked at with, beside the snapshot."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from data.models.look import NEVER, Look
from data.models.past import TimeRange
from data.models.policy import Policy
from data.models.series import Key, Recall, Series
from data.models.usual import Usual


def nothing(key: Key, start: float, end: float) -> Series:
    """No past at all."""
    return Series((), ())


def _not_known(key: Key, at: datetime) -> Usual | None:
    """No baseline at all."""
    return None


@dataclass(frozen=True, slots=True)
class Outlook:
    """Whose numbers decide, how far back is looked, and where the past is found.

    `past(key, start, end)` is a series between two moments of the snapshot's monotonic scale
    (`Snapshot.elapsed` is now; what lies before the console's start has been filled in from the
    sources). `against` is how many seconds earlier a value is compared with: a day or a week.
    `usual(key, at)` is the band that a series keeps to at that hour of the week, where it is known.
    `look` is when the screen was last looked at, and at what. `policies` are all there are, so that
    it can be said where they contradict the one that decides.
    """

    policy: Policy
    zone: ZoneInfo
    past: Recall = nothing
    span: TimeRange = TimeRange.HOUR
    against: float = 86_400.0
    usual: Callable[[Key, datetime], Usual | None] = _not_known
    look: Look = NEVER
    policies: tuple[Policy, ...] = ()
