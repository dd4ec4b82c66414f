"""Where a text is written: places stand out and are gone to in turn."""

from __future__ import annotations

import pytest

from tests.host import Host
from widgets.writing.words_area import WordsArea


async def test_places_are_gone_to_in_turn_and_typed_over() -> None:
    area = WordsArea()
    async with Host(area).run_test(size=(60, 10)) as pilot:
        area.put("Hello {name},\n{impact} since {started}")
        area.focus()
        assert area.selected_text == "{name}"
        for place in ("{impact}", "{started}", "{name}"):
            assert area.next_place()
            assert area.selected_text == place
        await pilot.press("a", "l", "l")
        assert area.text == "Hello all,\n{impact} since {started}"


async def test_without_a_place_the_cursor_stands_at_the_end() -> None:
    area = WordsArea()
    async with Host(area).run_test(size=(60, 10)):
        area.put("All is well.\nReally.")
        assert not area.next_place()
        assert area.cursor_location == (1, 7)


@pytest.mark.parametrize("text", ["[/]", "[@click=app.bell]x[/]", "\x1b]52;c;eA==\x07", "a\u202eb"])
async def test_words_are_only_words(text: str) -> None:
    area = WordsArea(text)
    async with Host(area).run_test(size=(60, 10)) as pilot:
        await pilot.pause()
        assert area.text == text
