"""What anybody wrote stands in Markdown as it was written."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.markdown import escaped, readable


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("<b>x</b>", r"\<b\>x\</b\>"),
        ("![a](b)", r"!\[a\](b)"),
        ("https://x www.y.z", r"https\://x www\.y.z"),
        ("- x", r"\- x"),
        ("1. x", r"1\. x"),
        ("a | b", r"a \| b"),
        ("&lt;", r"\&lt;"),
        ("one\ntwo", "one two"),
        ("80 %, 12:30", "80 %, 12:30"),
    ],
)
def test_nothing_is_obeyed(text: str, said: str) -> None:
    assert escaped(text) == said


@given(st.text())
def test_without_its_backslashes_it_says_what_was_written(text: str) -> None:
    said = escaped(text)
    unescaped = "".join(part[0] for part in _tokens(said))
    assert unescaped == " ".join(text.split())
    assert not any(mark in "`*_[]<>#|~&$" for mark, plain in _tokens(said) if plain)


def _tokens(said: str) -> list[tuple[str, bool]]:
    """Each character, and whether it stands without a backslash before it."""
    found: list[tuple[str, bool]] = []
    characters = iter(said)
    for character in characters:
        found.append((next(characters), False) if character == "\\" else (character, True))
    return found


def test_a_table_of_ours_is_read_without_its_rules() -> None:
    document = "# INC\n\n| a | b |\n| --- | --- |\n| x \\| y |  |\n| \\<b\\> | **two** |\n- 3 \\* 4"
    assert readable(document) == ["# INC", "", "a · b", "x | y", "<b> · two", "- 3 * 4"]
