"""Fills the store with what the sources themselves remember."""

from __future__ import annotations

import asyncio
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from data.models.failure import Failure
from data.models.past import Past, TimeRange, Window
from data.models.series import Key, Series
from data.models.snapshot import Phase
from data.provider import Historian, Source
from data.recall.asking import AT_ONCE, ask_past
from data.store import Store
from data.timekeeping import Timekeeper

_AGAIN = 60.0
"""Seconds in which the same question is not put to a source again."""
_MOST = 1000
_AT_A_TIME = 8
_SETTLE = 10.0
_LOOK = 0.25


_Question = tuple[str, TimeRange, float]
"""A source, how far back, and how many seconds before now that ends."""


@dataclass(frozen=True, slots=True)
class Recalled:
    """What came of asking one source for its past: how many series, or why there are none."""

    source: str
    span: TimeRange
    series: int = 0
    failure: Failure | None = None


class Recall:
    """Asks every source that remembers, a few at once, each bounded; a failure is noted, never raised."""

    def __init__(self, sources: Sequence[Source], store: Store, time: Timekeeper) -> None:
        self._sources = tuple(source for source in sources if isinstance(source.provider, Historian))
        self._store = store
        self._time = time
        self._gate = asyncio.Semaphore(AT_ONCE)
        self._asked: dict[_Question, float] = {}
        self._failed: set[_Question] = set()
        self._standing: dict[str, Recalled] = {}

    @property
    def standing(self) -> Mapping[str, Recalled]:
        """What came of the last question, by source; sources that remember nothing are not in it."""
        return self._standing

    async def fill(self, span: TimeRange, against: float | None = None) -> None:
        """Fill in a range up to now, and the same range `against` seconds earlier, of every source."""
        shifts = (0.0,) if against is None else (0.0, against)
        asking = (self._ask(source, span, shift) for source in self._sources for shift in shifts)
        await asyncio.gather(*asking)

    async def retry(self) -> None:
        """Put the questions again that failed, to those sources that answer by now."""
        fresh = {state.name for state in self._store.snapshot().sources if state.phase is Phase.FRESH}
        again = [question for question in self._failed if question[0] in fresh]
        sources = {source.name: source for source in self._sources}
        await asyncio.gather(*(self._ask(sources[name], span, shift) for name, span, shift in again))

    async def ask(self, window: Window) -> Mapping[str, tuple[Past, ...] | Failure]:
        """What every source remembers of a window, by its own clock; it is not put into the store."""

        async def one(source: Source) -> tuple[Past, ...] | Failure:
            async with self._gate:
                return await ask_past(source, window)

        answers = await asyncio.gather(*(one(source) for source in self._sources))
        return {source.name: answer for source, answer in zip(self._sources, answers, strict=True)}

    async def settle(self) -> None:
        """Wait until the sources that remember have answered for the first time, though not for long."""
        names = {source.name for source in self._sources}
        until = self._time.elapsed() + _SETTLE
        while self._time.elapsed() < until:
            states = self._store.snapshot().sources
            if all(state.asked_at is not None for state in states if state.name in names):
                return
            await asyncio.sleep(_LOOK)

    async def _ask(self, source: Source, span: TimeRange, shift: float) -> None:
        question = (source.name, span, shift)
        async with self._gate:
            now = self._time.elapsed()
            if now - self._asked.get(question, -math.inf) < _AGAIN:
                return
            self._asked[question] = now
            outcome = await self._outcome(source, span, shift)
        if outcome.failure is None:
            self._failed.discard(question)
        else:
            self._failed.add(question)
            self._asked.pop(question, None)
        if shift == 0.0 or outcome.failure is not None:
            self._standing[source.name] = outcome

    async def _outcome(self, source: Source, span: TimeRange, shift: float) -> Recalled:
        # One offset for the whole question: a clock that is moved meanwhile does not tear its answer.
        offset = self._time.elapsed() - self._time.now().timestamp()
        end = self._time.now().timestamp() - shift
        start = math.floor((end - span.seconds) / span.step) * span.step
        pasts = await ask_past(source, Window(start, end, span.step))
        if isinstance(pasts, Failure):
            return Recalled(source.name, span, failure=pasts)
        kept = pasts[:_MOST]
        for place in range(0, len(kept), _AT_A_TIME):
            some = kept[place : place + _AT_A_TIME]
            found = dict(_on_our_scale(source.name, each, offset, end) for each in some)
            self._store.fill(source.name, found, span.step)
            await asyncio.sleep(0)  # keys are answered between
        return Recalled(source.name, span, len(kept))


def _on_our_scale(source: str, past: Past, offset: float, end: float) -> tuple[Key, Series]:
    """A past on the monotonic scale; what is no number, or not over yet, is left out."""
    points = [
        (at + offset, value)
        for at, value in zip(past.times, past.values, strict=True)
        if at <= end and math.isfinite(value)
    ]
    key = (source, past.signal, past.labels)
    return key, Series(tuple(at for at, _ in points), tuple(value for _, value in points))
