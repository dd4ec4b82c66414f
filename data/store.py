"""The latest of everything and its recent past; publishes a frozen Snapshot."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from data.assess import after, gone_stale, judged_by
from data.history.keeping import Keeping, Plain
from data.maintenance import opened, upcoming
from data.models.maintenance import Maintenance
from data.models.policy import Policy
from data.models.round import Round
from data.models.series import Key, Series
from data.models.snapshot import Phase, Snapshot, SourceState
from data.models.verdict import Verdict
from data.provider import Source
from data.schedule import stale_after
from data.timekeeping import Timekeeper

_TREND = 24
_SERIES = 1000
"""As many series of one source are remembered; labels that keep changing push out old ones."""


class Store:
    """Holds one frozen state a source; each round replaces one of them.

    Belongs to the event loop: nothing here locks. Listeners are told that something changed,
    not what; they take a snapshot when they are ready to.
    """

    def __init__(
        self,
        sources: Sequence[Source],
        policy: Policy,
        time: Timekeeper,
        maintenance: Sequence[Maintenance] = (),
    ) -> None:
        self._policy = policy
        self._maintenance = maintenance
        self._openings = opened(maintenance, time.now())
        self._time = time
        self._states = {source.name: _loading(source) for source in sources}
        self._feeds = frozenset(signal for source in sources for signal in source.feeds)
        self._kept: dict[str, dict[Key, Keeping]] = {}
        self._filled: set[Key] = set()
        self._generation = 0
        self._listeners: list[Callable[[], None]] = []
        self._followers: list[Callable[[SourceState], None]] = []

    def listen(self, listener: Callable[[], None]) -> None:
        """Call `listener` after every change."""
        self._listeners.append(listener)

    def follow(self, follower: Callable[[SourceState], None]) -> None:
        """Call `follower` with what each round makes of its source, before anybody is told of a change."""
        self._followers.append(follower)

    def record(self, outcome: Round) -> None:
        """Take in what a round brought."""
        state = after(self._states[outcome.source], outcome, self._policy)
        if outcome.answer is not None:
            self._remember(state)
        state = self._states[outcome.source] = replace(state, trend=self._trend(state))
        for follower in self._followers:
            follower(state)
        self._changed()

    def expire(self) -> None:
        """Mark what has not been answered for too long; called about once a second."""
        now, elapsed = self._time.now(), self._time.elapsed()
        expired = self._openings != (openings := opened(self._maintenance, now))
        self._openings = openings
        for name, state in self._states.items():
            answered = state.answered_elapsed
            if state.phase is not Phase.FRESH or answered is None:
                continue
            if elapsed - answered > stale_after(state.every):
                self._states[name] = gone_stale(state, now)
                expired = True
        if expired:
            self._changed()

    def use(self, policy: Policy) -> None:
        """Judge everything anew by another policy."""
        self._policy = policy
        self._states = {name: judged_by(state, policy) for name, state in self._states.items()}
        self._changed()

    def snapshot(self) -> Snapshot:
        """Everything as it is now."""
        now = self._time.now()
        return Snapshot(
            at=now,
            elapsed=self._time.elapsed(),
            generation=self._generation,
            policy=self._policy.id,
            sources=tuple(self._states.values()),
            feeds=self._feeds,
            openings=opened(self._maintenance, now),
            upcoming=upcoming(self._maintenance, now),
        )

    def history(self, key: Key) -> Series:
        """The newest values of one series, each of them, and the hour that was filled in before."""
        kept = self._keeping(key)
        return kept.latest(self._time.elapsed()) if kept else Series((), ())

    def past(self, key: Key, start: float, end: float) -> Series:
        """A series between two moments (monotonic seconds): measured here, or filled in."""
        kept = self._keeping(key)
        return kept.past(start, end) if kept else Series((), ())

    def fill(self, source: str, pasts: Mapping[Key, Series], step: float) -> None:
        """Take in what a source remembers, on the monotonic scale, `step` seconds apart."""
        kept = self._kept.setdefault(source, {})
        room = _SERIES - len(kept)
        for key, series in pasts.items():
            if key not in kept:
                if room <= 0:
                    continue  # what is measured now counts before what only was
                room -= 1
                kept[key] = Keeping()
            kept[key].fill(list(zip(series.times, series.values, strict=True)), step)
            self._filled.add(key)
        if pasts:
            self._changed()

    def kept(self, all: bool) -> dict[Key, Plain]:
        """What is kept of every series, or only of those that were filled in since this was asked last."""
        filled, self._filled = self._filled, set()
        return {
            key: each.plain()
            for series in self._kept.values()
            for key, each in series.items()
            if all or key in filled
        }

    def _keeping(self, key: Key) -> Keeping | None:
        return self._kept.get(key[0], {}).get(key)

    def _remember(self, state: SourceState) -> None:
        all_kept = self._kept.setdefault(state.name, {})
        for reading in state.readings:
            value = reading.observation.value
            if value is not None and math.isfinite(value):
                kept = all_kept.pop(reading.key, None) or Keeping()
                kept.add(reading.fetched_elapsed, value)
                all_kept[reading.key] = kept  # the longest unheard of stand first
        for key in list(all_kept)[: max(0, len(all_kept) - _SERIES)]:
            del all_kept[key]

    def _trend(self, state: SourceState) -> tuple[float, ...]:
        first = state.leading
        kept = self._keeping(first.key) if first else None
        return kept.ring.latest(_TREND) if kept else ()

    def _changed(self) -> None:
        self._generation += 1
        for listener in self._listeners:
            listener()


def _loading(source: Source) -> SourceState:
    return SourceState(
        name=source.name,
        kind=source.kind,
        group=source.group or source.kind,
        every=source.every,
        critical=source.critical,
        phase=Phase.LOADING,
        verdict=Verdict.NO_DATA,
        since=None,
        feeds=source.feeds,
    )
