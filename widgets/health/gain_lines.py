"""What stands around the sources, under their list: a phrase a subject, quiet while all is well."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain
from typing import TYPE_CHECKING

from textual.reactive import reactive

from data.models.verdict import Verdict
from widgets.line import Line, Span, Tone, clip, width_of
from widgets.lines import Lines
from widgets.sign import TONE_OF, sign

if TYPE_CHECKING:
    from data.boards.gain import Gain

_ROOMY = 36
"""Rows of a screen from which on each subject has a line of its own."""
_QUIET, _MOST = 2, 3
_NAME = 14
_BETWEEN = Span(" · ", "dim")


class GainLines(Lines):
    """Flows into three lines at most where rows are few, else has a line a subject."""

    DEFAULT_CSS = "GainLines { padding: 0 1; }"

    gains: reactive[tuple[Gain, ...]] = reactive(())
    """The subjects in their order."""

    def watch_gains(self) -> None:
        """Lay out the words anew."""
        self._tell()

    def on_resize(self) -> None:
        """Another width, other lines."""
        self._tell()

    def _tell(self) -> None:
        """Put the lines that the place has room for."""
        room = self.container_size.width - 2
        if room > 0:
            roomy = self.app.size.height >= _ROOMY
            self.content = tuple(listed(self.gains, room) if roomy else flowing(self.gains, room))


def listed(gains: Sequence[Gain], width: int) -> list[Line]:
    """A line for each subject that there is something to say of."""
    return [
        clip((_sign(gain), Span(f" {gain.title:<{_NAME}}", "dim"), Span(gain.words, _tone(gain))), width)
        for gain in gains
        if gain.words
    ]


def flowing(gains: Sequence[Gain], width: int) -> list[Line]:
    """Phrases one after the other, what deviates in front; what finds no room is counted.

    What is well gets two lines, what is not may take another.
    """
    ordered = sorted((gain for gain in gains if gain.words), key=lambda gain: not _deviates(gain))
    rows: list[list[Line]] = [[]]
    for at, gain in enumerate(ordered):
        phrase = _phrase(gain)
        if rows[-1] and _wide([*rows[-1], phrase]) > width:
            if len(rows) >= (_MOST if _deviates(gain) else _QUIET):
                return _joined(rows, width, f"{len(ordered) - at} more")
            rows.append([])
        rows[-1].append(phrase)
    return _joined(rows, width, "")


def _joined(rows: list[list[Line]], width: int, more: str) -> list[Line]:
    lines = [clip(tuple(chain.from_iterable(_with_dots(row))), width) for row in rows if row]
    if more and lines:
        lines[-1] = (*clip(lines[-1], width - len(more) - 3), _BETWEEN, Span(more, "dim"))
    return lines


def _with_dots(row: list[Line]) -> list[Line]:
    return [phrase if at == 0 else (_BETWEEN, *phrase) for at, phrase in enumerate(row)]


def _wide(row: list[Line]) -> int:
    return sum(width_of(phrase) for phrase in _with_dots(row))


def _phrase(gain: Gain) -> Line:
    start: Line = (_sign(gain), Span(" ")) if _deviates(gain) else ()
    return (*start, Span(f"{gain.title} ", "dim"), Span(gain.words, _tone(gain)))


def _deviates(gain: Gain) -> bool:
    return gain.verdict not in (None, Verdict.PASS)


def _sign(gain: Gain) -> Span:
    return sign(gain.verdict) if gain.verdict is not None else Span(" ")


def _tone(gain: Gain) -> Tone:
    return TONE_OF[gain.verdict] if gain.verdict is not None and _deviates(gain) else "dim"
