"""Looking on: large, calm, and without a key that changes anything."""

from __future__ import annotations

import pytest

from screens.messages import NoteAsked, Record
from tests.host import screen_text
from tests.incident_gallery import burning, hostile, over
from tests.incident_screens import Stage, shown, watcher
from tests.terminal.payloads import BREAKING, ORDERS, SHAPES

SMALL, LARGE = (80, 24), (200, 60)


@pytest.mark.parametrize("size", [SMALL, LARGE])
async def test_what_matters_can_be_read_at_both_ends(size: tuple[int, int]) -> None:
    stage = Stage(burning(), watcher)
    async with shown(stage, size) as pilot:
        await pilot.pause()
        text = screen_text(stage)
    for words in (
        "██████",
        "P0 Critical   MITIGATING",
        "declared 08:50 Fri, 42 min ago",
        "Database out of connections",
        "scope              32 min late",
        "commander alice",
        "Told customers 32 min ago: We are investigating errors at checkout.",
        "db main · connections in use",
        "ask the vendor",
    ):
        assert words in text


async def test_no_key_changes_anything() -> None:
    stage = Stage(burning(), watcher)
    before = len(stage.night.entries)
    async with shown(stage) as pilot:
        await pilot.press(*"ntuerhsmaRcif", "slash", "at", "enter", "x")
        await pilot.pause()
    assert len(stage.night.entries) == before
    assert not [each for each in stage.heard if isinstance(each, Record | NoteAsked)]


async def test_the_end_is_shown_as_the_end() -> None:
    stage = Stage(over(), watcher)
    async with shown(stage) as pilot:
        await pilot.pause()
        text = screen_text(stage)
    assert "P0 Critical   RESOLVED" in text and "min ago" not in text.splitlines()[9]


@pytest.mark.parametrize("size", [SMALL, LARGE])
@pytest.mark.parametrize("payloads", [ORDERS.values(), SHAPES.values(), BREAKING.values()])
async def test_hostile_words_do_nothing(payloads: list[str], size: tuple[int, int]) -> None:
    stage = Stage(hostile(" ".join(payloads)), watcher)
    async with shown(stage, size) as pilot:
        await pilot.pause()
        assert not {"\x1b", "\x9b", "\x07", "\u202e"} & set(screen_text(stage))
