"""The list with a cursor."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from tests.host import Host, screen_text
from widgets.line import line
from widgets.rows import Row, RowList


class Letters(RowList):
    def __init__(self, letters: str) -> None:
        super().__init__()
        self.letters = letters
        self.text = "row"

    def build(self, width: int) -> Sequence[Row]:
        rows = [Row("head", (line("heading"),), selectable=False)]
        return rows + [Row(letter, (line(f"{self.text} {letter}"),)) for letter in self.letters]


async def test_the_cursor_stays_on_its_row_while_others_come_and_go() -> None:
    rows = Letters("abc")
    async with Host(rows).run_test(size=(30, 10)) as pilot:
        await pilot.press("down")
        assert rows.cursor == "b"
        rows.letters = "xyabc"
        rows.rebuild()
        assert rows.cursor == "b"
        rows.letters = "xy"
        rows.rebuild()
        assert rows.cursor == "x"


@pytest.mark.parametrize(
    ("keys", "wanted"),
    [(("down",), "b"), (("j", "j", "k"), "b"), (("end",), "h"), (("end", "home"), "a"), (("pagedown",), "d")],
)
async def test_keys_move(keys: tuple[str, ...], wanted: str) -> None:
    rows = Letters("abcdefgh")
    async with Host(rows).run_test(size=(30, 5)) as pilot:
        await pilot.press(*keys)
        assert rows.cursor == wanted
        await pilot.pause()
        assert f"row {wanted}" in screen_text(pilot.app)


async def test_enter_and_a_click_on_the_cursor_open() -> None:
    rows = Letters("abc")
    host = Host(rows)
    async with host.run_test(size=(30, 10)) as pilot:
        await pilot.press("enter")
        await pilot.click(rows, offset=(2, 2))
        assert rows.cursor == "b"
        await pilot.click(rows, offset=(2, 2))
        await pilot.click(rows, offset=(2, 0))
        await pilot.pause()
        assert [message.key for message in host.heard if isinstance(message, RowList.Opened)] == ["a", "b"]


async def test_only_what_changed_is_repainted(monkeypatch: pytest.MonkeyPatch) -> None:
    rows = Letters("abc")
    async with Host(rows).run_test(size=(30, 10)) as pilot:
        await pilot.pause()
        asked: list[tuple[object, ...]] = []
        monkeypatch.setattr(rows, "refresh", lambda *regions, **_: asked.append(regions))
        rows.rebuild()
        assert asked == []
        rows.text = "line"
        rows.rebuild()
        assert len(asked) == 3


async def test_markup_in_a_row_is_text_and_no_action() -> None:
    rows = Letters("x")
    rows.text = "[@click=app.quit]x[/] [/etc]"
    async with Host(rows).run_test(size=(60, 10)) as pilot:
        await pilot.pause()
        assert "[@click=app.quit]x[/] [/etc]" in screen_text(pilot.app)
