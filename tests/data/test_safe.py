"""safe() and safe_block(): nothing that a terminal obeys, nothing lost without a sign, always bounded."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.safe import safe, safe_block

ANY_TEXT = st.text(st.characters(), max_size=80)
ORDERS = {"Cc", "Cf", "Cs", "Zl", "Zp"}


@pytest.mark.parametrize(
    ("hostile", "shown"),
    [
        ("\x1b]0;owned\x07", "␛]0;owned␇"),
        ("\x1bc", "␛c"),
        ("\x9b2J", "·2J"),
        ("a\x00b\x0e\x7f", "a␀b␎␡"),
        ("one\r\ntwo\ttabbed", "one␍␊two␉tabbed"),
        ("\u202eevil\u2066", "·evil·"),
        ("zero\u200bwidth\u200d", "zero·width·"),
        ("lone \ud800 surrogate", "lone \ufffd surrogate"),
        ("tag\U000e0041", "tag·"),
        ("⚠\ufe0f hot", "⚠ hot"),
        ("hidden \u3164 letter", "hidden · letter"),
        ("never \ufffe a letter \ufdd0", "never \ufffd a letter \ufffd"),
        ("[bold]Ärger[/] 日本 é ✓", "[bold]Ärger[/] 日本 é ✓"),
        (None, "None"),
    ],
)
def test_each_order_becomes_a_sign(hostile: object, shown: str) -> None:
    assert safe(hostile) == shown


def test_marks_do_not_pile_up_or_leave_the_text() -> None:
    assert safe("e" + "\u0301" * 2000, limit=5000) == "e" + "\u0301" * 3
    assert safe("\u0301x") == "◌\u0301x"
    assert safe("ก" + "\u0e47" * 9) == "ก" + "\u0e47" * 3


def test_a_block_keeps_its_lines_and_turns_tabs_into_blanks() -> None:
    assert safe_block("a\tb\r\nc\x1b[2J\nd") == "a   b\nc␛[2J\nd"
    assert safe_block("lone\rreturn") == "lone␍return"


def test_what_is_cut_off_says_how_much() -> None:
    cut = safe("x" * 10_000_000, limit=100)
    assert len(cut) <= 100
    assert cut.endswith(" more characters)")
    assert safe("x" * 50, limit=10) == "xxxxxxxxx…"
    assert safe("x" * 50, limit=0) == ""


@given(ANY_TEXT, st.integers(0, 60))
def test_nothing_that_a_terminal_obeys_is_left(text: str, limit: int) -> None:
    assert not {unicodedata.category(character) for character in safe(text, limit)} & ORDERS
    block = safe_block(text, limit).replace("\n", "")
    assert not {unicodedata.category(character) for character in block} & ORDERS


@given(ANY_TEXT, st.integers(0, 60))
def test_it_is_bounded_and_changes_nothing_the_second_time(text: str, limit: int) -> None:
    for clean in (safe, safe_block):
        once = clean(text, limit)
        assert len(once) <= limit
        assert clean(once, limit) == once


@given(st.text(st.characters(categories=["L", "N", "P", "S"], codec="latin-1"), max_size=80))
def test_ordinary_text_stays_as_it_is(text: str) -> None:
    assert safe(text) == text
