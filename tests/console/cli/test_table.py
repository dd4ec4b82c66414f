from __future__ import annotations

from console.cli.table import paragraph, table


def test_the_last_column_is_wrapped_under_itself() -> None:
    assert table([["a", "one two three"], ["bb", "four"]], page=34, indent=1) == [
        " a   one two three",
        " bb  four",
    ]
    assert table([["a", "word " * 8]], page=28) == [
        "a  word word word word word",
        "   word word word",
    ]


def test_a_last_column_without_room_joins_the_one_before() -> None:
    rows = [["subject " * 4, "words", "a place that is far away"]]
    assert table(rows, page=70) == ["subject subject subject subject   words  a place that is far away"]


def test_repeats_and_empty_columns_are_left_out() -> None:
    assert table([["a", "", "1"], ["a", "", "2"], ["b", "", "2"]]) == ["a  1", "   2", "b  2"]


def test_a_no_break_space_keeps_words_together() -> None:
    assert table([["a", "one two three four §\u00a0five"]], page=27)[-1] == "   § five"


def test_nothing_makes_no_lines() -> None:
    assert table([]) == []


def test_paragraphs_keep_to_the_page() -> None:
    assert paragraph("one two three", indent=2, page=9) == ["  one two", "  three"]
