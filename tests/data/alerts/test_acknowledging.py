"""Two people answer at once: one silence remains, whatever the order of their steps."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import permutations

import pytest

from data.alerts.acknowledging import Outcome, acknowledge, losers, winner
from data.models.alert import Silence, Wish
from tests.alert_desk import silence
from tests.fakes import START


class OneByOne:
    """An alert manager whose answers wait until a script lets each of them go."""

    def __init__(self, *, same_moment: bool = False) -> None:
        self.listed: dict[str, Silence] = {}
        self.same_moment = same_moment
        self.doors: dict[str, asyncio.Queue[None]] = {}

    def keeper(self, name: str) -> Keeper:
        self.doors[name] = asyncio.Queue()
        return Keeper(self, name)


class Keeper:
    """One console's way to it."""

    def __init__(self, server: OneByOne, name: str) -> None:
        self._server, self._name = server, name

    async def silences(self) -> tuple[Silence, ...]:
        await self._pass()
        return tuple(self._server.listed.values())

    async def silence(self, wish: Wish) -> str:
        await self._pass()
        listed = self._server.listed
        id = f"{'zyx'[len(listed)]}-{self._name}"
        starts = 0.0 if self._server.same_moment else len(listed) / 1000
        made = silence(id, by=wish.by, comment=wish.comment, starts=-1, acknowledges=wish.fingerprint)
        assert made.starts is not None
        listed[id] = replace(made, starts=made.starts + timedelta(minutes=starts))
        return id

    async def extend(self, id: str, ends: datetime) -> str:
        raise AssertionError

    async def expire(self, id: str) -> None:
        await self._pass()
        self._server.listed.pop(id, None)

    async def _pass(self) -> None:
        await self._server.doors[self._name].get()


def wish(by: str) -> Wish:
    return Wish(START + timedelta(hours=4), by, "mine", fingerprint="beef")


ORDERS = sorted(set(permutations("aaabbb")))


@pytest.mark.parametrize("order", ORDERS, ids="".join)
async def test_whatever_the_order_one_remains_and_both_know_whose(order: tuple[str, ...]) -> None:
    server = OneByOne()
    tasks = {name: asyncio.create_task(acknowledge(server.keeper(name), wish(name))) for name in "ab"}
    for name in (*order, *"abab"):
        server.doors[name].put_nowait(None)
        for _ in range(6):
            await asyncio.sleep(0)
    outcomes: dict[str, Outcome] = {name: await task for name, task in tasks.items()}
    (left,) = server.listed.values()
    assert {outcome.silence.created_by for outcome in outcomes.values()} == {left.created_by}
    assert [name for name, outcome in outcomes.items() if outcome.mine] == [left.created_by]


def test_of_the_same_moment_the_id_decides() -> None:
    one, other = (silence(id, acknowledges="beef") for id in ("b", "a"))
    assert winner([one, other], "beef") is other
    assert losers([one, other], "beef") == (one,)
    assert winner([one, other], "cafe") is None


def test_one_that_is_over_or_to_come_does_not_count() -> None:
    pending = silence("a", starts=5, acknowledges="beef")
    assert winner([pending], "beef") is None
