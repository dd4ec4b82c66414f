"""The switchboard: what is on stays known, also where switching fails half-way."""

from __future__ import annotations

import asyncio

import pytest

from console.lab.faults import Fault
from console.lab.switchboard import Switchboard
from data.errors import OpsError


class _Part:
    def __init__(self) -> None:
        self.did: list[str] = []
        self.stuck = False

    async def begin(self) -> None:
        self.did.append("begin")
        await asyncio.sleep(0)
        if self.stuck:
            raise OpsError("stuck")

    async def end(self) -> None:
        self.did.append("end")
        await asyncio.sleep(0)


def _board(part: _Part, unavailable: str = "") -> Switchboard:
    return Switchboard([Fault("it", "it breaks", part.begin, part.end, unavailable)])


async def test_two_orders_at_once_switch_once() -> None:
    part = _Part()
    board = _board(part)
    said = await asyncio.gather(board.begin("it"), board.begin("it"))
    assert part.did == ["begin"]
    assert sorted(said) == ["it is on already: it breaks", "it is on: it breaks"]
    assert [state.broken for state in board.states()] == [True]


async def test_what_broke_only_half_can_be_mended() -> None:
    part = _Part()
    part.stuck = True
    board = _board(part)
    with pytest.raises(OpsError, match="stuck"):
        await board.begin("it")
    assert board.states()[0].broken
    assert await board.end("it") == "it is mended"
    assert part.did == ["begin", "end"]


async def test_what_is_not_available_says_why_and_does_nothing() -> None:
    part = _Part()
    board = _board(part, "no such machine")
    with pytest.raises(OpsError, match="it is not available here: no such machine"):
        await board.begin("it")
    assert part.did == []
    assert await board.end("it") == "it is not on"
