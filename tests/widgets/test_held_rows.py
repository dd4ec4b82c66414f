"""Lists whose order holds still while somebody works in them."""

from __future__ import annotations

from collections.abc import Sequence

from tests.host import Host
from widgets.held_rows import HeldRows
from widgets.line import line
from widgets.rows import Row, RowList


class Letters(HeldRows):
    def __init__(self, letters: str) -> None:
        super().__init__()
        self.letters = letters

    def build(self, width: int) -> Sequence[Row]:
        return [Row(letter, (line(f"row {letter}"),)) for letter in self.letters]


async def test_the_cursor_stays_on_top_until_somebody_moves_it() -> None:
    rows = Letters("abc")
    async with Host(rows).run_test(size=(30, 10)) as pilot:
        rows.letters = "cab"
        rows.rebuild()
        assert (rows.cursor, rows.held) == ("c", False)
        await pilot.press("down")
        rows.letters = "bca"
        rows.rebuild()
        assert (rows.cursor, rows.held) == ("a", True)


async def test_put_in_order_the_cursor_is_on_top_again() -> None:
    rows = Letters("abc")
    async with Host(rows).run_test(size=(30, 10)) as pilot:
        await pilot.press("end")
        rows.put_in_order()
        assert (rows.cursor, rows.held) == ("a", False)


async def test_the_first_click_on_a_row_holds_the_order_and_opens_nothing() -> None:
    rows = Letters("abc")
    host = Host(rows)
    async with host.run_test(size=(30, 10)) as pilot:
        await pilot.click(rows, offset=(2, 1))
        await pilot.pause()
        assert (rows.cursor, rows.held) == ("b", True)
        assert not [said for said in host.heard if isinstance(said, RowList.Opened)]
        await pilot.click(rows, offset=(2, 1))
        await pilot.pause()
        assert [said.key for said in host.heard if isinstance(said, RowList.Opened)] == ["b"]
