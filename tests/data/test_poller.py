"""The poller: bounded, staggered, never overlapping, and no source waits for another."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

import pytest

from data.errors import SourceError
from data.models.failure import FailureKind
from data.models.reading import Answer
from data.models.round import Round
from data.poller import Poller
from data.provider import Source
from tests.fakes import FakeProvider, answering, hanging, source
from tests.virtual_time import LoopTime, in_virtual_time, stand_still


async def poll(sources: Sequence[Source], seconds: float) -> list[Round]:
    rounds: list[Round] = []
    poller = Poller(sources, rounds.append, LoopTime(), chance=lambda: 0.5)
    task = asyncio.create_task(poller.run())
    await asyncio.sleep(seconds)
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)
    return rounds


def of(rounds: list[Round], name: str) -> list[Round]:
    return [each for each in rounds if each.source == name]


@in_virtual_time
async def test_asks_at_once_and_then_by_interval() -> None:
    """From the beginning of one round to that of the next, however long an answer takes."""

    async def takes_a_while() -> Answer:
        await asyncio.sleep(0.04)
        return Answer((), "slow")

    provider = FakeProvider(takes_a_while)
    rounds = await poll([source("a", provider, every=0.1)], 0.35)
    assert provider.asked == pytest.approx([provider.asked[0] + number / 10 for number in range(4)])
    assert all(each.answer is not None for each in rounds)


@in_virtual_time
async def test_a_hanging_source_times_out_and_is_no_one_elses_trouble() -> None:
    """Fault 25: the others keep their time."""
    quick = answering()
    rounds = await poll(
        [source("hung", hanging(), every=0.2, timeout=0.1), source("quick", quick, every=0.1)], 1.05
    )
    hung = of(rounds, "hung")[0].failure
    assert hung is not None and hung.kind is FailureKind.TIMEOUT and "0.1 s" in hung.message
    assert quick.asked == pytest.approx([quick.asked[0] + number / 10 for number in range(11)])


@in_virtual_time
async def test_many_hanging_sources_leave_the_lane_free() -> None:
    quick = answering()
    hung = [source(f"hung {n}", hanging(), every=0.2, timeout=0.15) for n in range(80)]
    await poll([*hung, source("quick", quick, every=0.2)], 1.5)
    assert quick.asked == pytest.approx([quick.asked[0] + number / 5 for number in range(6)])


@in_virtual_time
async def test_a_provider_that_ignores_cancellation_is_told_and_not_asked_again() -> None:
    release = asyncio.Event()

    async def stubborn() -> Answer:
        while not release.is_set():
            try:
                await release.wait()
            except asyncio.CancelledError:
                continue
        return Answer((), "late")

    provider = FakeProvider(stubborn)
    rounds: list[Round] = []
    poller = Poller([source("stubborn", provider)], rounds.append, LoopTime())
    task = asyncio.create_task(poller.run())
    await asyncio.sleep(0.8)
    assert len(provider.asked) == 1 and provider.most_at_once == 1
    assert len(rounds) == 1 and rounds[0].failure is not None
    assert "cannot be stopped" in rounds[0].failure.message
    release.set()
    await asyncio.sleep(0.3)
    assert len(provider.asked) >= 2
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)


@in_virtual_time
async def test_our_errors_and_others_become_data() -> None:
    async def refuse() -> Answer:
        raise SourceError(FailureKind.AUTH, "401", "renew the token")

    async def break_down() -> Answer:
        raise ZeroDivisionError("secret=hunter2")

    rounds = await poll([source("a", FakeProvider(refuse)), source("b", FakeProvider(break_down))], 0.1)
    refused, broken = of(rounds, "a")[0].failure, of(rounds, "b")[0].failure
    assert refused is not None and refused.kind is FailureKind.AUTH and refused.remedy == "renew the token"
    assert broken is not None and broken.kind is FailureKind.INTERNAL
    assert "ZeroDivisionError" in broken.message and "hunter2" not in broken.message


@in_virtual_time
async def test_two_hundred_sources_do_not_start_together() -> None:
    """Fault 37: a staggered start, and a bound on how many run at once."""
    running = most = 0

    async def slow() -> Answer:
        nonlocal running, most
        running, most = running + 1, max(most, running + 1)
        await asyncio.sleep(2.0)
        running -= 1
        return Answer((), "slow")

    providers = [FakeProvider(slow) for _ in range(200)]
    await poll([source(str(n), each, every=60, timeout=5) for n, each in enumerate(providers)], 15.0)
    first = [each.asked[0] for each in providers if each.asked]
    assert len(first) == 200
    assert len({round(at, 3) for at in first[:48]}) == 48
    assert most == 48


@in_virtual_time
async def test_a_standstill_is_made_up_for_by_one_question() -> None:
    """Fault 71: what was missed while the machine slept is not asked for afterwards."""
    providers = [answering() for _ in range(100)]
    poller = Poller(
        [source(f"s{n}", each, every=0.2, timeout=1) for n, each in enumerate(providers)],
        lambda outcome: None,
        LoopTime(),
    )
    task = asyncio.create_task(poller.run())
    await asyncio.sleep(1)
    before = [len(each.asked) for each in providers]
    stand_still(1.2)  # six intervals
    await asyncio.sleep(0.1)
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)
    more = [len(each.asked) - count for each, count in zip(providers, before, strict=True)]
    assert max(more) <= 2 and sum(more) <= 150


@in_virtual_time
async def test_after_a_sleep_each_is_asked_once_and_not_all_together() -> None:
    """Fault 71."""
    chances = iter(number / 40 for number in range(1000))
    providers = [answering() for _ in range(40)]
    sources = [source(f"s{n}", each, every=600, timeout=1) for n, each in enumerate(providers)]
    poller = Poller(sources, lambda outcome: None, LoopTime(), chance=lambda: next(chances) % 1)
    task = asyncio.create_task(poller.run())
    while not all(each.asked for each in providers):
        await asyncio.sleep(0.05)
    poller.wake()
    await asyncio.sleep(2.3)
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)
    assert {len(each.asked) for each in providers} == {2}
    seconds = sorted(each.asked[1] for each in providers)
    assert 1 < seconds[-1] - seconds[0] < 2.2


@in_virtual_time
async def test_hurry_asks_now() -> None:
    provider = answering()
    poller = Poller([source("a", provider, every=60)], lambda _: None, LoopTime())
    task = asyncio.create_task(poller.run())
    await asyncio.sleep(0.05)
    poller.hurry("a")
    await asyncio.sleep(0.05)
    poller.hurry()
    await asyncio.sleep(0.05)
    assert len(provider.asked) == 3
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)


@in_virtual_time
async def test_once_asks_each_and_returns_though_one_cannot_be_stopped() -> None:
    async def stubborn() -> Answer:
        for _ in range(50):
            try:
                await asyncio.sleep(0.1)
            except asyncio.CancelledError:
                continue
        return Answer((), "late")

    rounds: list[Round] = []
    sources = [source("a", answering()), source("stubborn", FakeProvider(stubborn))]
    await asyncio.wait_for(Poller(sources, rounds.append, LoopTime()).once(), 2)
    assert {each.source for each in rounds} == {"a", "stubborn"}


@in_virtual_time
async def test_close_is_bounded() -> None:
    class Clinging(FakeProvider):
        async def close(self) -> None:
            await asyncio.Event().wait()

    async def act() -> Answer:
        return Answer((), "")

    polite = answering()
    poller = Poller([source("a", Clinging(act)), source("b", polite)], lambda _: None, LoopTime())
    await asyncio.wait_for(poller.close(), 2)
    assert polite.closed


@in_virtual_time
async def test_an_early_answer_is_completed_soon_whatever_the_interval() -> None:
    answers = iter([Answer((), "first", partial=True), Answer((), "whole")])

    async def growing() -> Answer:
        return next(answers)

    rounds = await poll([source("large", FakeProvider(growing), every=60.0)], 1.3)
    assert [each.partial for each in rounds] == [True, False]


@in_virtual_time
async def test_asking_once_waits_for_the_whole() -> None:
    answers = iter([Answer((), "first", partial=True), Answer((), "whole")])

    async def growing() -> Answer:
        return next(answers)

    rounds: list[Round] = []
    await Poller([source("large", FakeProvider(growing), timeout=5.0)], rounds.append, LoopTime()).once()
    assert [each.partial for each in rounds] == [True, False]
