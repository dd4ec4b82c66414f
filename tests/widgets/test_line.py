"""Pieces of text, cut and padded by cells."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from widgets.line import Span, clip, fit, line, plain_text, width_of, wrap

TEXTS = st.text(st.characters(blacklist_categories=["Cs", "Cc"]), max_size=40)


@given(TEXTS, st.integers(0, 60), st.booleans())
def test_fit_is_exactly_as_wide_as_asked(text: str, width: int, right: bool) -> None:
    assert cell_len(fit(text, width, right=right)) == width


@given(st.lists(TEXTS, max_size=5), st.integers(0, 60))
def test_clip_never_exceeds_and_keeps_what_fits(texts: list[str], width: int) -> None:
    pieces = line(*texts)
    clipped = clip(pieces, width)
    assert width_of(clipped) <= width
    if width_of(pieces) <= width:
        assert clipped == pieces


@given(st.text("abc wide漢字 ", max_size=200), st.integers(10, 40), st.integers(0, 2))
def test_wrap_loses_no_letter_and_stays_within(text: str, width: int, indent: int) -> None:
    rows = wrap(text, width, indent=indent)
    assert all(width_of(row) <= width for row in rows)
    assert "".join("".join(plain_text(row) for row in rows).split()) == "".join(text.split())


def test_markup_is_text() -> None:
    assert plain_text(line("[red]no[/] [/etc/passwd]")) == "[red]no[/] [/etc/passwd]"


def test_a_cut_line_says_so() -> None:
    assert plain_text(clip((Span("abcdef"), Span("ghi")), 5)) == "abcd…"
