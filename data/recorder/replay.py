"""A store that shows what was recorded, at the moment where its clock stands."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime

from data.assess import judged_by
from data.history.keeping import Keeping
from data.models.policy import Policy
from data.models.series import Key, Series
from data.models.snapshot import Snapshot
from data.recorder.pasts import Notes
from data.recorder.recordings import STALE_S, Recordings
from data.stage_clock import StageClock
from data.store import Store


class ReplayStore(Store):
    """What screens ask of the store, answered from recordings; nothing is recorded into it."""

    def __init__(self, recordings: Recordings, policy: Policy, clock: StageClock) -> None:
        super().__init__((), policy, clock)
        self._recordings = recordings
        self._clock = clock
        self._shown = Snapshot(clock.now(), clock.elapsed(), 0, policy.id)
        self._asked: datetime | None = None
        self._turn = 0
        self._pasts: Callable[[Key], Keeping | None] = _nothing
        self._made: dict[Key, Keeping | None] = {}
        self._damaged = self._lacking = False
        self.notes: Notes = {}
        """What the recorded console noted of itself."""

    @property
    def trouble(self) -> str:
        """Why what is shown is not what was at the moment where the clock stands; empty where it is."""
        if not self._shown.sources or (self._clock.now() - self._shown.at).total_seconds() > STALE_S:
            return "nothing was recorded"
        if self._damaged:
            return "what was recorded is damaged"
        return "a part of the past is damaged" if self._lacking else ""

    def read(self) -> Callable[[], None] | None:
        """Read what was at the clock's moment, on any thread; what it returns shows it, on the loop's.

        None where that is shown already. Raises OSError.
        """
        at = self._clock.now()
        if at == self._asked:
            return None
        known = self._recordings.known(at)
        found = known.snapshot if known else Snapshot(at, 0.0, 0, self._shown.policy)
        if found.policy != self._policy.id:
            judged = tuple(judged_by(state, self._policy) for state in found.sources)
            found = replace(found, policy=self._policy.id, sources=judged)
        if known and (late := (at - found.at).total_seconds()) <= STALE_S:
            found = replace(
                found, at=at.astimezone(UTC), elapsed=found.elapsed + late
            )  # ages go on between two looks
        pasts = self._recordings.pasts(known) if known else _nothing
        notes = self._recordings.notes(known) if known else {}
        lacking = known is not None and self._recordings.lacks(known)

        def show() -> None:
            self._asked, self._pasts, self._made = at, pasts, {}
            self._damaged, self._lacking = known is not None and known.damaged, lacking
            self.notes = notes
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
        """The newest values, and the hour before."""
        kept = self._keeping(key)
        return kept.latest(self._shown.elapsed) if kept else Series((), ())

    def _keeping(self, key: Key) -> Keeping | None:
        if key not in self._made:
            self._made[key] = self._pasts(key)
        return self._made[key]


def _nothing(key: Key) -> None:
    return None
