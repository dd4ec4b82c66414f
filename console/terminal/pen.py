"""Pens: how a cell is drawn, and the shortest way from one pen to the next.

The terminal keeps its pen between frames, so only what differs has to be sent.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from rich.color import Color, ColorSystem
from rich.style import Style

# SGR numbers of Rich's attribute bits; overstruck boxes (51, 52) and double underline (21) are
# left out: terminals read 21 as "not bold" and print boxes nobody asked for.
_ATTRIBUTES = ((1, "1"), (2, "2"), (4, "3"), (8, "4"), (16, "5"), (64, "7"), (128, "8"), (256, "9"))
_SAFE_LINK = re.compile(r"https?://[!-~]+", re.IGNORECASE)
_LINK_LIMIT = 1000


class Pen(NamedTuple):
    """Colours and attributes as SGR numbers, and where a link goes."""

    front: str = ""
    back: str = ""
    attributes: str = ""
    link: str = ""


PLAIN = Pen()


class PenBox:
    """Makes pens of Rich's styles, within what the terminal can do."""

    def __init__(self, colours: ColorSystem | None, links: bool) -> None:
        self._colours = colours
        self._links = links
        self._pens: dict[object, Pen] = {}

    def pen(self, style: Style | None) -> Pen:
        """The pen of a style."""
        if style is None:
            return PLAIN
        # Not the style itself: it carries the meta of each place it is used in.
        look = (style._color, style._bgcolor, style._attributes & style._set_attributes, style._link)
        known = self._pens.get(look)
        if known is None:
            if len(self._pens) > 4096:
                self._pens.clear()
            known = self._pens[look] = self._make(*look)
        return known

    def _make(self, front: Color | None, back: Color | None, bits: int, link: str | None) -> Pen:
        attributes = ";".join(number for bit, number in _ATTRIBUTES if bits & bit)
        safe_link = link if self._links and link and is_safe_link(link) else ""
        if self._colours is None:
            return Pen("", "", attributes, safe_link)
        front = None if front is None else front.downgrade(self._colours)
        back = None if back is None else back.downgrade(self._colours)
        if self._colours is ColorSystem.STANDARD and front is not None and back is not None:
            front = _readable(front, back)
        return Pen(_numbers(front, True), _numbers(back, False), attributes, safe_link)


def is_safe_link(link: str) -> bool:
    """Whether a link may be handed to the terminal: http(s), printable ASCII, not endless."""
    return len(link) <= _LINK_LIMIT and _SAFE_LINK.fullmatch(link) is not None


@lru_cache(maxsize=8192)
def change(old: Pen | None, new: Pen) -> str:
    """The bytes that turn one pen into another; `old` is None where nobody knows the pen."""
    return _change_link(old, new) + _change_look(old, new)


def _change_link(old: Pen | None, new: Pen) -> str:
    if old is None or old.link != new.link:
        return f"\x1b]8;;{new.link}\x1b\\" if new.link or (old and old.link) else ""
    return ""


def _change_look(old: Pen | None, new: Pen) -> str:
    if old is not None and old[:3] == new[:3]:
        return ""
    if new[:3] == PLAIN[:3]:
        return "\x1b[0m"
    numbers: list[str] = []
    if old is None or (old.attributes and old.attributes != new.attributes):
        numbers = ["0", new.attributes, new.front, new.back]
    else:
        if old.attributes != new.attributes:
            numbers.append(new.attributes)
        if old.front != new.front:
            numbers.append(new.front or "39")
        if old.back != new.back:
            numbers.append(new.back or "49")
    return f"\x1b[{';'.join(number for number in numbers if number)}m"


def _numbers(colour: Color | None, is_front: bool) -> str:
    if colour is None or colour.is_default:
        return ""
    return ";".join(colour.get_ansi_codes(is_front))


def _readable(front: Color, back: Color) -> Color:
    """With sixteen colours two shades often become one; then black or white is written instead."""
    if front.number != back.number or front.is_default:
        return front
    is_dark = back.number in (0, 1, 4, 5, 8)
    return Color.from_ansi(15 if is_dark else 0)
