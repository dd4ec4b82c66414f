"""Filling in the past: on our own scale, bounded, and with failures as data."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable

import pytest

from data.errors import SourceError
from data.models.failure import FailureKind
from data.models.past import Past, TimeRange, Window
from data.models.reading import Answer, Observation
from data.models.round import Round
from data.provider import Source
from data.recall.backfill import Recall
from data.store import Store
from tests.fakes import FakeProvider, HandClock, answering, moved_wall, policy

KEY = ("prom", "api.p95_ms", ())


class Rememberer(FakeProvider):
    """A provider whose source remembers a value a step, or does something else."""

    def __init__(self, act: Callable[[Window], Awaitable[tuple[Past, ...]]] | None = None) -> None:
        super().__init__(answering()._act)
        self.windows: list[Window] = []
        self._remember = act

    async def past(self, window: Window) -> tuple[Past, ...]:
        self.windows.append(window)
        if self._remember is not None:
            return await self._remember(window)
        count = round((window.end - window.start) / window.step)
        times = tuple(window.start + n * window.step for n in range(count + 1))
        return (Past("api.p95_ms", (), "ms", times, tuple(7.0 for _ in times)),)


def scene(*providers: FakeProvider) -> tuple[HandClock, Store, Recall]:
    clock = HandClock()
    names = ("prom", "aws", "other", "more", "last")
    sources = [
        Source(name, "fake", "", 10.0, 0.05, True, provider)
        for name, provider in zip(names, providers, strict=False)
    ]
    store = Store(sources, policy(), clock)
    return clock, store, Recall(sources, store, clock)


async def test_the_last_hour_is_there_on_the_monotonic_scale() -> None:
    clock, store, recall = scene(Rememberer())
    await recall.fill(TimeRange.HOUR)
    series = store.past(KEY, clock.elapsed() - 3_600.0, clock.elapsed())
    assert 238 <= len(series.times) <= 241 and set(series.values) == {7.0}
    assert all(clock.elapsed() - 3_616 <= at <= clock.elapsed() for at in series.times)
    assert recall.standing["prom"].series == 1 and recall.standing["prom"].failure is None


async def test_the_compared_range_is_the_same_width_earlier() -> None:
    provider = Rememberer()
    clock, store, recall = scene(provider)
    await recall.fill(TimeRange.HOUR, 86_400.0)
    assert [round(w.end - clock.now().timestamp()) for w in provider.windows] == [0, -86_400]
    assert store.past(KEY, clock.elapsed() - 86_400.0 - 1_800.0, clock.elapsed() - 86_400.0).times


async def test_a_moved_wall_clock_does_not_tear_the_past() -> None:
    provider = Rememberer()
    clock, store, recall = scene(provider)
    await recall.fill(TimeRange.HOUR)
    start, end = clock.elapsed() - 3_600.0, clock.elapsed()
    before = store.past(KEY, start, end)
    moved_wall(clock, 7_200.0)
    clock.move(120.0)
    assert before.times and store.past(KEY, start, end) == before
    await recall.fill(TimeRange.QUARTER)
    after = store.past(KEY, clock.elapsed() - 900.0, clock.elapsed() + 900.0)
    assert clock.elapsed() - 60.0 <= max(after.times) <= clock.elapsed() + 60.0


async def test_what_was_measured_here_stays() -> None:
    clock, store, recall = scene(Rememberer())
    seen = Answer((Observation("api.p95_ms", 99.0, "ms"),), "q")
    store.record(Round("prom", clock.now(), clock.elapsed(), 1.0, seen))
    await recall.fill(TimeRange.HOUR)
    series = store.past(KEY, clock.elapsed() - 3_600.0, clock.elapsed())
    assert series.values[-1] == 99.0 and series.values.count(99.0) == 1 and len(series.values) > 200


async def test_a_past_that_cannot_be_had_is_said_and_harms_nobody() -> None:
    async def refuse(window: Window) -> tuple[Past, ...]:
        raise SourceError(FailureKind.RIGHTS, "may not look back", "allow query_range")

    async def hang(window: Window) -> tuple[Past, ...]:
        await asyncio.Event().wait()
        raise AssertionError

    async def break_(window: Window) -> tuple[Past, ...]:
        raise ZeroDivisionError

    clock, store, recall = scene(Rememberer(refuse), Rememberer(hang), Rememberer(break_), Rememberer())
    async with asyncio.timeout(60):
        await recall.fill(TimeRange.HOUR)
    prom, aws, other = (recall.standing[name].failure for name in ("prom", "aws", "other"))
    assert prom is not None and prom.kind is FailureKind.RIGHTS
    assert aws is not None and aws.kind is FailureKind.TIMEOUT
    assert other is not None and other.kind is FailureKind.INTERNAL
    assert store.past(("more", "api.p95_ms", ()), clock.elapsed() - 600.0, clock.elapsed()).times


async def test_a_source_that_remembers_nothing_is_not_asked() -> None:
    _, _, recall = scene(answering())
    await recall.fill(TimeRange.HOUR)
    assert recall.standing == {}


async def test_the_same_question_is_not_put_again_at_once() -> None:
    provider = Rememberer()
    clock, _, recall = scene(provider)
    for _ in range(3):
        await recall.fill(TimeRange.HOUR)
    assert len(provider.windows) == 1
    clock.move(61.0)
    await recall.fill(TimeRange.HOUR)
    assert len(provider.windows) == 2


async def test_what_failed_is_asked_again_once_the_source_answers() -> None:
    down = True

    async def past(window: Window) -> tuple[Past, ...]:
        if down:
            raise SourceError(FailureKind.CONNECT, "refused")
        return (Past("api.p95_ms", (), "ms", (window.end - 60.0,), (7.0,)),)

    provider = Rememberer(past)
    clock, store, recall = scene(provider)
    await recall.fill(TimeRange.HOUR)
    down = False
    await recall.retry()
    assert len(provider.windows) == 1, "it has not answered yet"
    store.record(Round("prom", clock.now(), clock.elapsed(), 1.0, Answer((), "q")))
    await recall.retry()
    assert recall.standing["prom"].failure is None and len(provider.windows) == 2
    assert store.past(KEY, clock.elapsed() - 600.0, clock.elapsed()).values == (7.0,)
    await recall.retry()
    assert len(provider.windows) == 2, "there is nothing left to ask"


async def test_only_a_few_are_asked_at_once() -> None:
    running = most = 0

    async def count(window: Window) -> tuple[Past, ...]:
        nonlocal running, most
        running += 1
        most = max(most, running)
        await asyncio.sleep(0)
        running -= 1
        return ()

    _, _, recall = scene(*(Rememberer(count) for _ in range(5)))
    await recall.fill(TimeRange.HOUR, 86_400.0)
    assert 1 < most <= 4


async def test_series_without_end_do_not_fill_the_memory() -> None:
    async def many(window: Window) -> tuple[Past, ...]:
        return tuple(
            Past("x", (("pod", str(n)),), "", (window.end - 1.0,), (float("nan") if n == 0 else 1.0,))
            for n in range(3_000)
        )

    _, store, recall = scene(Rememberer(many))
    await recall.fill(TimeRange.HOUR)
    assert len(store.kept(all=True)) <= 1_000


@pytest.mark.parametrize("answered", [True, False])
async def test_waits_for_the_first_answers_but_not_for_ever(
    answered: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock, store, recall = scene(Rememberer())
    if answered:
        store.record(Round("prom", clock.now(), clock.elapsed(), 1.0, Answer((), "q")))

    async def pause(seconds: float) -> None:
        clock.move(seconds)

    monkeypatch.setattr(asyncio, "sleep", pause)
    start = clock.elapsed()
    await recall.settle()
    assert (clock.elapsed() - start >= 10.0) is not answered
