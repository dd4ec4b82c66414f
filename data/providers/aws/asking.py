"""One service as the provider follows it: when it is due, what it brought, how it fails. No threads here."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from data.models.failure import Failure, FailureKind
from data.models.item import Item
from data.models.past import Past
from data.models.reading import Observation
from data.models.verdict import Verdict
from data.providers.aws.service import AwsService, Found, failed

_OFF_S = 3600.0
"""A service that may not be asked, or is not there, is left alone for so long."""
_EARLY = 0.9
"""A round that comes a little before its time counts as in time, or every second would be missed."""
_HASTE = 20
"""So many times in a row a service is asked for the rest, then at its own pace."""
_SOON_S = 30.0
"""One that did not answer is asked again after so long, each time after twice that, up to its own pace."""
_MOST_SILENCES = 12
_SILENT = frozenset({FailureKind.TIMEOUT, FailureKind.CONNECT})
_OFF = frozenset({FailureKind.RIGHTS, FailureKind.NOT_CONFIGURED})


@dataclass(frozen=True, slots=True)
class Brought:
    """What a service was found to say; `text` is all of it in words, for the evidence."""

    found: Found
    at: datetime
    text: str


class Asking:
    """Belongs to the event loop. Times are seconds of the steady scale."""

    def __init__(self, service: AwsService, pace: float, patience: float) -> None:
        self.service = service
        self.pace = pace
        self.running = False
        self.failure: Failure | None = None
        self._patience = patience
        self._brought: Brought | None = None
        self._brought_at = 0.0
        self._asked_at: float | None = None
        self._next = 0.0
        self._late = False
        self._hasty = 0
        self._silences = 0

    @property
    def found(self) -> Found | None:
        """What it brought the last time."""
        return self._brought.found if self._brought is not None else None

    @property
    def more(self) -> bool:
        """Whether what it brought is not all, and the rest is to be had soon."""
        return self._hasty > 0

    @property
    def under_way(self) -> bool:
        """Whether an answer may still come in time."""
        return self.running and not self._late

    @property
    def told(self) -> bool:
        """Whether there is anything to say of it yet."""
        return self._brought is not None or self.failure is not None

    def due(self, now: float, hurried: bool) -> bool:
        """Whether to ask it; somebody's hurry overrules its pace.

        A service that takes money for each request looks into what it keeps first, and stays cheap.
        """
        if self.running:
            return False
        return self._asked_at is None or now >= self._next or hurried

    def begin(self, now: float) -> None:
        """It is being asked from now on, or waits for its turn."""
        self.running, self._late, self._asked_at = True, False, now
        self._next = now + min(self.pace, self.service.look or self.pace) * _EARLY

    def expired(self, now: float) -> bool:
        """Whether nobody waits for the answer any more; a thread asks this as well."""
        return self._asked_at is not None and now - self._asked_at > self._patience

    def expire(self, now: float) -> None:
        """Give up waiting where it has taken too long; an answer that comes after all still counts."""
        if self.under_way and self.expired(now):
            self._late = True
            words = f"{self.service.name} does not answer within {self._patience:.0f} s"
            self.failure = Failure(FailureKind.TIMEOUT, words)

    def settle(self, outcome: Brought | Failure, now: float) -> None:
        """It has answered, or failed."""
        self.running = False
        if isinstance(outcome, Brought):
            self._brought, self._brought_at, self.failure = outcome, now, None
            self._silences = 0
            self._hasten(outcome.found.again, now)
            return
        self.failure, self._hasty = outcome, 0
        if outcome.kind in _OFF:
            self._next = now + _OFF_S
        elif outcome.retry_after is not None:
            self._next = max(self._next, now + outcome.retry_after)
        elif outcome.kind in _SILENT and self.service.look is None:  # the others take money for each request
            self._next = min(self._next, now + _SOON_S * 2**self._silences)
            self._silences = min(self._silences + 1, _MOST_SILENCES)

    def _hasten(self, again: float | None, now: float) -> None:
        """Ask for the rest soon, but not without end."""
        self._hasty = self._hasty + 1 if again is not None and self._hasty < _HASTE else 0
        if again is not None and self._hasty:
            self._next = now + again

    def observations(self, now: float, every: float) -> tuple[Observation, ...]:
        """What it last said; where it fails, that, for all of its signals; what is too old says so."""
        if self.failure is not None:
            return failed(self.service.feeds, self.failure)
        if self._brought is None:
            return ()
        seen = self._brought.found.observations
        if self._old(now, every):
            return tuple(replace(each, judged=Verdict.STALE, detail="from before a break") for each in seen)
        return seen

    def items(self, now: float, every: float) -> tuple[Item, ...]:
        """What it last listed; while it fails these are old, and none of them passes."""
        if self._brought is None:
            return ()
        items = self._brought.found.items
        if self.failure is not None or self._old(now, every):
            return tuple(replace(item, verdict=Verdict.STALE) for item in items)
        return items

    @property
    def pasts(self) -> tuple[Past, ...]:
        """What it told of former days."""
        return self._brought.found.pasts if self._brought is not None else ()

    @property
    def text(self) -> str:
        """What it said, in words."""
        if self.failure is not None:
            return f"-- {self.service.name}\n{self.failure.message}"
        return f"-- {self.service.name}\n{self._brought.text}" if self._brought is not None else ""

    def _old(self, now: float, every: float) -> bool:
        return now - self._brought_at > 2 * max(self.pace, every) + self._patience
