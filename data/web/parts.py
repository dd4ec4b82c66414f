"""A source of several parts, each asked at its own pace and failing for itself."""

from __future__ import annotations

import asyncio
import hashlib
from collections import Counter
from collections.abc import Awaitable, Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from data.errors import SourceError
from data.models.failure import Failure, FailureKind
from data.models.item import Item
from data.models.labels import Labels
from data.models.reading import Answer, Observation
from data.quantity import format_duration
from data.safe import safe_block
from data.schedule import stale_after
from data.web.api import JsonApi
from data.web.talk import Found, Talk
from data.web.tally import MOST_ITEMS

_FIRST_S = 0.8
"""A round answers after this, with what is there."""
_WHOLE_S = 120.0
"""As long as one part may take for all its pages."""
_SETTLED_S = 600.0
"""A part that is switched off, or that the token may not read, is asked this seldom."""
_SETTLED = (FailureKind.RIGHTS, FailureKind.NOT_CONFIGURED, FailureKind.NOT_FOUND)
_AGAIN_S = 2.0
"""Nothing is asked again sooner, however much somebody hurries."""


@dataclass(frozen=True, slots=True)
class Part:
    """One thing to ask for; `feeds` are its signals with their units, `every` its pace in seconds."""

    name: str
    every: float
    feeds: tuple[tuple[str, str], ...]
    ask: Callable[[Talk], Awaitable[Found]]
    labels: Labels = ()


@dataclass
class _State:
    """What is known of one part."""

    part: Part
    talk: Talk | None = None
    task: asyncio.Task[Found] | None = None
    started: float = 0.0
    ended: float | None = None
    found: Found | None = None
    found_at: datetime | None = None
    found_elapsed: float = 0.0
    failure: Failure | None = None
    raw: str = ""
    digest: str = ""


@dataclass
class Parts:
    """Asks those that are due side by side, and puts together what is known of all.

    `slower` is by how much everything is asked less often; `every` is the source's own pace.
    """

    api: JsonApi
    parts: Sequence[Part]
    every: float
    where: str
    slower: Callable[[], float] = lambda: 1.0
    _hold: float = 0.0
    _hasty: bool = False
    _states: list[_State] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._states = [_State(part) for part in self.parts]

    async def round(self) -> Answer:
        """One round. Raises SourceError where every part fails, and all for the same reason."""
        if await self.api.renew():
            for state in self._states:
                state.ended = None
        self._start()
        running = [state.task for state in self._states if state.task is not None]
        if running:
            await asyncio.wait(running, timeout=_FIRST_S)
        for state in self._states:
            self._take(state)
        self._raise_common()
        return self._answer()

    async def close(self) -> None:
        """End what is under way, and let go of the connections."""
        running = [state.task for state in self._states if state.task is not None]
        for task in running:
            task.cancel()
        await asyncio.gather(*running, return_exceptions=True)
        await self.api.close()

    def _pace(self, state: _State) -> float:
        """Seconds from the start of one asking to the next, as things are."""
        if state.failure is not None:
            return _SETTLED_S if state.failure.kind in _SETTLED else self.every
        return max(self.every, state.part.every) * self.slower()

    def _start(self) -> None:
        now = self.api.time.elapsed()
        lost = all(state.failure is not None for state in self._states)
        for state in self._states:
            if state.task is None and now >= self._hold and (lost or self._due(state, now)):
                state.started = now
                state.talk = Talk(self.api)
                state.task = asyncio.ensure_future(_bounded(state.part, state.talk))

    def _due(self, state: _State, now: float) -> bool:
        if state.ended is None:
            return True
        if self._hasty or self._pace(state) > self.every:
            # Rounds come a little early or late: half an interval off is on time.
            return now - state.started >= self._pace(state) - self.every / 2
        return now - state.ended >= min(_AGAIN_S, self.every / 2)

    def _take(self, state: _State) -> None:
        """What a part that has ended has brought."""
        task, talk = state.task, state.talk
        if task is None or talk is None or not task.done():
            return
        now = self.api.time.elapsed()
        state.task, state.ended = None, None  # a fault of ours goes on to the guard, at each round anew
        try:
            found = task.result()
        except SourceError as error:
            state.failure, state.found = error.failure, None
            if error.failure.kind is FailureKind.RATE_LIMITED:
                self._hold = now + (error.failure.retry_after or 0.0)
        else:
            state.failure, state.found = None, found
            state.found_at, state.found_elapsed = self.api.time.now(), now
        state.ended = now
        state.raw, state.digest = talk.raw, talk.digest

    def _raise_common(self) -> None:
        failures = [state.failure for state in self._states]
        first = failures[0]
        if first is not None and all(each is not None and each.kind is first.kind for each in failures):
            raise SourceError.of(first)

    def _answer(self) -> Answer:
        shown = [(state, self._shown(state)) for state in self._states]
        self._hasty = any(state.task is not None for state in self._states)
        raw = "\n".join(f"-- {state.part.name}\n{state.raw}" for state in self._states if state.raw)
        digests = [state.digest for state in self._states if state.digest]
        over = hashlib.sha256("".join(digests).encode()).hexdigest()
        return Answer(
            tuple(seen for _, found in shown for seen in found.observations),
            self.where,
            raw=safe_block(raw),
            digest=digests[0] if len(digests) == 1 else f"sha256:{over}",
            items=_gravest(item for _, found in shown for item in found.items),
            pasts=tuple(past for _, found in shown for past in found.pasts),
            partial=self._hasty,
        )

    def _shown(self, state: _State) -> Found:
        """What a part adds to the answer: its findings while they hold, else why there are none."""
        found, failure = state.found, state.failure
        if found is not None:
            age = self.api.time.elapsed() - state.found_elapsed
            if age <= stale_after(self._pace(state)):
                return replace(found, observations=tuple(_dated(state, each) for each in found.observations))
            words = f"last answered {format_duration(round(age / 60) * 60.0 or 60.0)} ago"
            failure = Failure(FailureKind.TIMEOUT, words, "it is being asked less often, or takes too long")
        elif state.task is not None and state.talk is not None and state.talk.so_far is not None:
            return state.talk.so_far
        if failure is None:
            return Found()
        part = state.part
        return Found(
            tuple(
                Observation(signal, None, unit, part.labels, failure=failure) for signal, unit in part.feeds
            )
        )


def _gravest(items: Iterable[Item]) -> tuple[Item, ...]:
    """The gravest first, of each kind no more than anybody reads."""
    kinds: Counter[str] = Counter()
    kept = []
    for item in sorted(items, key=lambda item: -item.verdict.rank):
        kinds[item.kind] += 1
        if kinds[item.kind] <= MOST_ITEMS:
            kept.append(item)
    return tuple(kept)


def _dated(state: _State, seen: Observation) -> Observation:
    """An observation that says when it was made, for it may be shown again in later rounds."""
    return seen if seen.observed_at is not None else replace(seen, observed_at=state.found_at)


async def _bounded(part: Part, talk: Talk) -> Found:
    try:
        async with asyncio.timeout(_WHOLE_S):
            return await part.ask(talk)
    except TimeoutError:
        words = f"not answered whole within {format_duration(_WHOLE_S)}"
        raise SourceError(FailureKind.TIMEOUT, words) from None
