"""Cells: what stands in each place of the screen. The guard against live bytes is here.

Whatever a widget was given, a cell holds only signs: every character passes `data.safe.sign`, and
nothing else of a strip is ever written. So no text can steer the terminal from here on.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import pairwise, repeat

from rich.cells import get_character_cell_size
from rich.segment import Segment

from console.terminal.ascii_sign import ascii_sign
from console.terminal.pen import Pen, PenBox
from data.safe import sign

Cell = tuple[str, Pen]
"""A sign and its pen; the sign is empty in the second half of a wide one."""

_CODEPOINTS_PER_CELL = 4

# Certainly harmless and certainly one cell wide, so that most text needs no look at each character.
_SIMPLE = re.compile("[ -~¡-¬®-˿Ͱ-͵Ͷ-΅ΐ-ҁҊ-ԯ‐-‧‰-⁞₠-₿←-⌙⎀-⏋─-◼⠀-⣿✐-✜]*")


class _Inked(dict[str, Cell]):
    """The cells of one pen, each made once, so that equal cells are mostly the same object."""

    def __init__(self, pen: Pen, ascii_only: bool) -> None:
        super().__init__()
        self._pen = pen
        self._ascii_only = ascii_only

    def __missing__(self, shown: str) -> Cell:
        cell = (ascii_sign(shown[:1]) if self._ascii_only and shown else shown, self._pen)
        if len(self) < 2048:
            self[shown] = cell
        return cell


class CellMaker:
    """Makes cells of segments."""

    def __init__(self, pens: PenBox, ascii_only: bool) -> None:
        self._pens = pens
        self._ascii_only = ascii_only
        self._second_half = " " if ascii_only else ""
        self._inks: dict[Pen, _Inked] = {}

    def cells(self, segments: Iterable[Segment], width: int) -> list[Cell]:
        """Exactly `width` cells for the segments; what does not fit is cut, what lacks is blank."""
        made: list[Cell] = []
        owed = 0
        for text, style, control in segments:
            if control:
                continue
            ink = self._ink(self._pens.pen(style))
            if _SIMPLE.fullmatch(text) and not owed:
                made += map(ink.__getitem__, text)
            else:
                owed = self._careful(text, ink, made, owed)
        if len(made) < width:
            made += repeat(self._ink(self._pens.pen(None))[" "], width - len(made))
        elif len(made) > width:
            made = self._cut(made, width)
        return made

    def _ink(self, pen: Pen) -> _Inked:
        ink = self._inks.get(pen)
        if ink is None:
            if len(self._inks) > 1024:
                self._inks.clear()
            ink = self._inks[pen] = _Inked(pen, self._ascii_only)
        return ink

    def _careful(self, text: str, ink: _Inked, made: list[Cell], owed: int) -> int:
        """Append cells one character at a time.

        A character that Rich counted as nothing and that is shown as a sign owes a cell; it is
        paid from the next double blank, so that columns and borders stay where they are.
        """
        for character, following in pairwise([*text, ""]):
            shown = sign(character)
            counted = get_character_cell_size(character)
            if shown != character:
                made += map(ink.__getitem__, shown)
                owed += len(shown) - counted
            elif counted == 0:
                self._join(made, character)
            elif character == " " and following == " " and owed > 0:
                owed -= 1
            elif counted == 1:
                made.append(ink[character])
            else:
                made += (ink[character], ink[self._second_half])
        return owed

    def _join(self, made: list[Cell], mark: str) -> None:
        for index in (-1, -2):
            if len(made) >= -index and made[index][0]:
                shown, pen = made[index]
                if len(shown) < _CODEPOINTS_PER_CELL and not self._ascii_only:
                    made[index] = (shown + mark, pen)
                return

    def _cut(self, made: list[Cell], width: int) -> list[Cell]:
        kept = made[:width]
        if kept and made[width][0] == "":
            kept[-1] = self._ink(kept[-1][1])[" "]  # half of a wide sign cannot be shown
        return kept
