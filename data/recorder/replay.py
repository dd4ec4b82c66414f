"""A store that shows what was recorded, at the moment where its clock stands."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from data.assess import judged_by
from data.models.policy import Policy
from data.models.series import Key, Series
from data.models.snapshot import Snapshot
from data.recorder.recordings import Recordings
from data.stage_clock import StageClock
from data.store import Store

_HOUR = 3_600.0
_STALE_S = 30.0
"""Seconds after the last frame at which there is a gap: the recorder writes far more often."""

_AHEAD_S = 600.0
"""Seconds of the future that are read with the past, so that this is not done at every step."""


@dataclass(frozen=True, slots=True)
class _Pasts:
    """Every series between two moments."""

    first: datetime
    last: datetime
    series: Mapping[Key, Series]


class ReplayStore(Store):
    """What screens ask of the store, answered from recordings; nothing is recorded into it."""

    def __init__(self, recordings: Recordings, policy: Policy, clock: StageClock) -> None:
        super().__init__((), policy, clock)
        self._recordings = recordings
        self._clock = clock
        self._shown = Snapshot(clock.now(), clock.elapsed(), 0, policy.id)
        self._asked: datetime | None = None
        self._turn = 0
        self._pasts = _Pasts(clock.now(), clock.now(), {})
        self._reach = _HOUR
        """Seconds before the moment shown that somebody has looked at."""

    @property
    def gap(self) -> bool:
        """Whether nothing was recorded at the moment where the clock stands."""
        return not self._shown.sources or (self._clock.now() - self._shown.at).total_seconds() > _STALE_S

    def read(self) -> Callable[[], None] | None:
        """Read what was at the clock's moment, on any thread; what it returns shows it, on the loop's.

        None where that is shown already. Raises OSError.
        """
        at = self._clock.now()
        if at == self._asked:
            return None
        found = self._recordings.snapshot(at) or Snapshot(at, 0.0, 0, self._shown.policy)
        if found.policy != self._policy.id:
            judged = tuple(judged_by(state, self._policy) for state in found.sources)
            found = replace(found, policy=self._policy.id, sources=judged)
        pasts = self._pasts_around(at)

        def show() -> None:
            self._asked, self._pasts = at, pasts
            self._turn += 1
            self._shown = replace(found, generation=self._turn)
            self._changed()

        return show

    def expire(self) -> None:
        """What was stale then is stale in the recording."""

    def snapshot(self) -> Snapshot:
        """Everything as it was."""
        return self._shown

    def history(self, key: Key) -> Series:
        """The hour before."""
        return self.past(key, self._shown.elapsed - _HOUR, self._shown.elapsed)

    def past(self, key: Key, start: float, end: float) -> Series:
        """A series between two moments of the recorded console's own scale.

        What lies further back than anybody has looked is read with the next moment.
        """
        offset = self._shown.at.timestamp() - self._shown.elapsed
        reach = self._shown.elapsed - start
        if reach > self._reach:
            self._reach, self._asked = reach, None
        known = self._pasts.series.get(key, Series((), ()))
        until = min(end + offset, self._shown.at.timestamp())
        first, last = bisect_left(known.times, start + offset), bisect_right(known.times, until)
        return Series(tuple(at - offset for at in known.times[first:last]), known.values[first:last])

    def _pasts_around(self, at: datetime) -> _Pasts:
        first = at - timedelta(seconds=self._reach)
        if self._pasts.first <= first and at <= self._pasts.last:
            return self._pasts
        last = at + timedelta(seconds=_AHEAD_S)
        return _Pasts(first, last, self._recordings.series(first, last))
