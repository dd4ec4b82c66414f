"""Cells: whatever a widget was given, only signs are left, and as many as there is room for."""

from __future__ import annotations

import unicodedata

from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.color import ColorSystem
from rich.segment import Segment
from rich.style import Style

from console.terminal.cell import CellMaker
from console.terminal.pen import PenBox
from data.safe import safe

ORDERS = {"Cc", "Cf", "Cs", "Zl", "Zp"}


def maker(ascii_only: bool = False) -> CellMaker:
    return CellMaker(PenBox(ColorSystem.TRUECOLOR, links=True), ascii_only)


def shown(text: str, width: int, ascii_only: bool = False) -> str:
    return "".join(sign for sign, _ in maker(ascii_only).cells([Segment(text)], width))


@given(st.text(st.characters(), max_size=60), st.integers(0, 40))
def test_no_cell_holds_an_order(text: str, width: int) -> None:
    cells = maker().cells([Segment(text), Segment(text, Style(bold=True))], width)
    assert len(cells) == width
    for sign, _ in cells:
        assert not {unicodedata.category(character) for character in sign} & ORDERS
        assert len(sign) <= 4


@given(st.text(st.characters(), max_size=60))
def test_safe_text_fills_the_cells_that_textual_counted(text: str) -> None:
    clean = safe(text)
    width = cell_len(clean)
    assert shown(clean + "|", width + 1).endswith("|")


@given(st.text(st.characters(), max_size=40), st.integers(0, 40))
def test_ascii_is_all_that_is_sent_to_who_knows_no_more(text: str, width: int) -> None:
    told = shown(text, width, ascii_only=True)
    assert told.isascii()
    assert len(told) == width


def test_raw_orders_become_signs_and_give_their_cells_back_at_the_next_gap() -> None:
    assert shown("\x1b[2Jx", 5) == "␛[2Jx"
    assert shown("a\x1bb   |", 6) == "a␛b  |"


def test_half_of_a_wide_sign_is_a_blank() -> None:
    assert shown("ab日", 3) == "ab "


def test_segments_that_carry_control_codes_are_not_sent() -> None:
    assert maker().cells([Segment("\x1b[2J", None, [(1, 2)])], 1) == maker().cells([], 1)  # type: ignore[list-item]


def test_a_mark_joins_its_letter_and_towers_are_cut() -> None:
    assert shown("e\u0301\u0301\u0301\u0301\u0301x", 2) == "e\u0301\u0301\u0301x"
    assert shown("\u0301x", 1) == "x"
    assert shown("日\u0301x", 3) == "日\u0301x"
