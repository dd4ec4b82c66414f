"""Pens: colours within what the terminal can, links only where they are harmless, few bytes."""

from __future__ import annotations

import pytest
from rich.color import Color, ColorSystem
from rich.style import Style

from console.terminal.pen import PLAIN, Pen, PenBox, change, is_safe_link

RED = Color.from_rgb(200, 30, 30)
DARK = Color.from_rgb(18, 18, 18)


def pen(style: Style, colours: ColorSystem | None = ColorSystem.TRUECOLOR, links: bool = True) -> Pen:
    return PenBox(colours, links).pen(style)


def test_colours_come_down_to_what_the_terminal_knows() -> None:
    style = Style(color=RED, bgcolor=DARK, bold=True)
    assert pen(style) == Pen("38;2;200;30;30", "48;2;18;18;18", "1")
    assert pen(style, ColorSystem.EIGHT_BIT).front.startswith("38;5;")
    assert pen(style, ColorSystem.STANDARD) == Pen("31", "40", "1")
    assert pen(style, None) == Pen("", "", "1")


def test_sixteen_colours_never_hide_the_words() -> None:
    for level in range(0, 256, 8):
        near = Style(color=Color.from_rgb(level, level, level), bgcolor=Color.from_rgb(level, level, level))
        made = pen(near, ColorSystem.STANDARD)
        assert int(made.front) % 10 != int(made.back) % 10 or (int(made.front) > 89) != (int(made.back) > 99)


@pytest.mark.parametrize(
    ("link", "kept"),
    [
        ("https://example.com/a?b=c;d#e", True),
        ("HTTP://example.com", True),
        ("file:///etc/passwd", False),
        ("javascript:alert(1)", False),
        ("https://example.com/\x1b\\\x1b]52;c;cHdu\x07", False),
        ("https://exam ple.com", False),
        ("https://пример.example", False),
        ("https://" + "a" * 2000, False),
        ("", False),
    ],
)
def test_only_harmless_web_links_are_told(link: str, kept: bool) -> None:
    assert is_safe_link(link) is kept
    assert (pen(Style(link=link)).link == link) is (kept or not link)
    assert pen(Style(link=link), links=False).link == ""


def test_a_change_says_only_what_differs() -> None:
    first, second = Pen("31", "40"), Pen("32", "40")
    assert change(first, first) == ""
    assert change(first, second) == "\x1b[32m"
    assert change(first, Pen("31", "40", "1")) == "\x1b[1m"
    assert change(Pen("31", "40", "1"), first) == "\x1b[0;31;40m"
    assert change(first, Pen("", "40")) == "\x1b[39m"
    assert change(first, PLAIN) == "\x1b[0m"
    assert change(None, first) == "\x1b[0;31;40m"
    assert change(PLAIN, Pen(link="https://a.example")) == "\x1b]8;;https://a.example\x1b\\"
    assert change(Pen(link="https://a.example"), PLAIN) == "\x1b]8;;\x1b\\"


def test_equal_looks_share_a_pen_whatever_meta_they_carry() -> None:
    box = PenBox(ColorSystem.TRUECOLOR, links=True)
    assert box.pen(Style(color=RED, meta={"offset": (1, 2)})) is box.pen(
        Style(color=RED, meta={"offset": (3, 4)})
    )
