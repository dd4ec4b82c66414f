"""Several parts of one source: their pace, their failures, and what is shown of them when."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

import pytest

from data.config.secret import SecretReader
from data.errors import SourceError
from data.models.failure import FailureKind
from data.models.item import Item
from data.models.reading import Answer, Observation
from data.models.verdict import Verdict
from data.web.access import ApiSettings
from data.web.api import JsonApi
from data.web.parts import Part, Parts
from data.web.talk import Found, Talk
from tests.fakes import START, HandClock
from tests.own_time import within


@dataclass
class Stage:
    """A part that does what it is told, and counts how often it was asked."""

    act: Callable[[Talk], Awaitable[Found]]
    asked: int = 0

    async def __call__(self, talk: Talk) -> Found:
        self.asked += 1
        return await self.act(talk)


async def well(_talk: Talk) -> Found:
    return Found((Observation("a.value", 1.0, "count"),))


def failing(kind: FailureKind, retry_after: float | None = None) -> Callable[[Talk], Awaitable[Found]]:
    async def fail(_talk: Talk) -> Found:
        raise SourceError(kind, "no", retry_after=retry_after)

    return fail


@dataclass
class Bench:
    """Parts under a clock that is turned by hand."""

    parts: Parts
    clock: HandClock
    slower: list[float] = field(default_factory=lambda: [1.0])

    async def after(self, seconds: float) -> Answer:
        self.clock.move(seconds)
        return await self.parts.round()


@asynccontextmanager
async def bench(
    *stages: tuple[Stage, float], every: float = 60.0, token: bool = False
) -> AsyncIterator[Bench]:
    clock = HandClock()
    settings = ApiSettings.model_validate(
        {"name": "x", "url": "http://127.0.0.1:1", "token_env": "T" if token else None}
    )
    api = JsonApi(settings, clock, SecretReader({}))
    made = [
        Part(f"part {n}", pace, ((f"{'abc'[n]}.value", "count"),), stage, (("part", str(n)),))
        for n, (stage, pace) in enumerate(stages)
    ]
    slower = [1.0]
    parts = Parts(api, made, every, "somewhere", lambda: slower[0])
    try:
        yield Bench(parts, clock, slower)
    finally:
        await parts.close()


def values(answer: Answer) -> dict[str, float | None]:
    return {each.signal: each.value for each in answer.observations}


async def test_each_part_has_its_own_pace() -> None:
    quick, slow = Stage(well), Stage(well)
    async with bench((quick, 60), (slow, 300)) as here:
        for _ in range(6):
            await here.after(60)
    assert (quick.asked, slow.asked) == (6, 2)


async def test_rounds_that_come_a_little_early_are_on_time() -> None:
    stage = Stage(well)
    async with bench((stage, 60)) as here:
        for _ in range(5):
            await here.after(54)
    assert stage.asked == 5


async def test_what_was_found_says_when() -> None:
    async with bench((Stage(well), 60), (Stage(failing(FailureKind.RIGHTS)), 60)) as here:
        answer = await here.after(0)
    assert answer.observations[0].observed_at == START


async def test_a_part_that_fails_hides_no_other_and_leaves_no_items() -> None:
    moody = Stage(well)

    async def listing(_talk: Talk) -> Found:
        return Found((Observation("b.value", 1.0, "count"),), (Item("thing", "1", "one"),))

    moody.act = listing
    async with bench((Stage(well), 60), (moody, 60)) as here:
        assert len((await here.after(0)).items) == 1
        moody.act = failing(FailureKind.CONNECT)
        answer = await here.after(60)
    assert values(answer) == {"a.value": 1.0, "b.value": None}
    assert answer.observations[1].failure is not None
    assert dict(answer.observations[1].labels) == {"part": "1"} and not answer.items


async def test_where_all_fail_alike_the_source_fails() -> None:
    stages = (Stage(failing(FailureKind.AUTH)), 60), (Stage(failing(FailureKind.AUTH)), 60)
    async with bench(*stages) as here:
        with pytest.raises(SourceError):
            await here.after(0)
        with pytest.raises(SourceError):
            await here.after(5)
    assert [stage.asked for stage, _ in stages] == [2, 2]


async def test_what_is_switched_off_is_asked_seldom() -> None:
    off = Stage(failing(FailureKind.NOT_CONFIGURED))
    async with bench((Stage(well), 60), (off, 60)) as here:
        for _ in range(22):
            await here.after(60)
    assert off.asked == 3


async def test_a_server_that_asks_to_be_left_alone_is() -> None:
    quick, limited = Stage(well), Stage(failing(FailureKind.RATE_LIMITED, 150.0))
    async with bench((quick, 60), (limited, 60)) as here:
        for seconds in (0, 60, 60):
            await here.after(seconds)
        assert (quick.asked, limited.asked) == (1, 1)
        await here.after(60)
    assert (quick.asked, limited.asked) == (2, 2)


async def test_less_is_asked_while_little_is_allowed() -> None:
    stage = Stage(well)
    async with bench((stage, 60), (Stage(well), 600)) as here:
        here.slower[0] = 4.0
        for _ in range(9):
            await here.after(60)
    assert stage.asked == 3


async def test_what_is_kept_too_long_is_not_shown_as_if_it_held() -> None:
    """Promise B6."""
    quick, limited = Stage(well), Stage(well)
    async with bench((quick, 60), (limited, 60)) as here:
        await here.after(0)
        limited.act = failing(FailureKind.RATE_LIMITED, 300.0)
        await here.after(60)
        answer = await here.after(180)
    failure = answer.observations[0].failure
    assert quick.asked == 2 and answer.observations[0].value is None
    assert failure is not None and failure.message == "last answered 3 min ago"


async def test_what_takes_long_is_shown_as_far_as_it_is() -> None:
    go = asyncio.Event()

    async def paging(talk: Talk) -> Found:
        talk.tell(Found(items=(Item("thing", "1", "one"),)))
        await go.wait()
        return Found((Observation("b.value", 2.0, "count"),), (Item("thing", "1", "one"),) * 2)

    slow = Stage(paging)
    async with bench((Stage(well), 60), (slow, 60)) as here:
        with within(1.5):
            early = await here.after(0)
        assert early.partial and len(early.items) == 1 and values(early) == {"a.value": 1.0}
        go.set()
        whole = await here.after(1)
    assert not whole.partial and values(whole) == {"a.value": 1.0, "b.value": 2.0}
    assert slow.asked == 1 and len(whole.items) == 2


async def test_a_fault_of_ours_is_not_hidden() -> None:
    async def broken(_talk: Talk) -> Found:
        raise ZeroDivisionError

    async with bench((Stage(well), 60), (Stage(broken), 60)) as here:
        for _ in range(3):
            with pytest.raises(ZeroDivisionError):
                await here.after(1)


async def test_a_token_that_is_missing_is_named() -> None:
    async with bench((Stage(well), 60), token=True) as here:
        with pytest.raises(SourceError, match="variable T is not set"):
            await here.after(0)


async def test_closing_ends_what_is_under_way() -> None:
    ended = asyncio.Event()

    async def long(_talk: Talk) -> Found:
        try:
            await asyncio.Event().wait()
        finally:
            ended.set()
        return Found()

    async with bench((Stage(long), 60)) as here:
        assert (await here.after(0)).partial
    assert ended.is_set()


async def test_of_each_kind_no_more_are_listed_than_anybody_reads() -> None:
    async def crowd(_talk: Talk) -> Found:
        grave = [Item("alert", str(n), "bad", Verdict.FAIL) for n in range(400)]
        return Found((), (Item("thing", "1", "well"), *grave))

    async with bench((Stage(crowd), 60), (Stage(crowd), 60)) as here:
        items = (await here.after(0)).items
    assert [item.kind for item in items] == ["alert"] * 500 + ["thing"] * 2
