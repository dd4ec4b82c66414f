"""The script of a drill as lines: when, what, and whether it has come."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from data.drills.leaders.screenplay import Cue, Part
from data.drills.plays.telling import second_words
from data.safe import safe
from widgets.line import Line, Span, Tone, fit, line, wrap

_AT, _PART = 6, 8
_HEAD = _AT + 2 + _PART
_WHEN_ROOM = 20
_BY_PEOPLE = (Part.DEED, Part.NOTE, Part.ANSWER, Part.ORDER)


def script_lines(cues: Sequence[Cue], width: int) -> list[Line]:
    """One line a cue, and what does not fit below it."""
    return [each for cue in cues for each in _cue_lines(cue, width)]


def _cue_lines(cue: Cue, width: int) -> Iterator[Line]:
    sign, tone = _sign(cue)
    moment = cue.came if cue.came is not None else cue.planned
    at = "…" if cue.failed and cue.came is None else second_words(moment) if moment is not None else "–"
    first, *rest = wrap(safe(_words(cue)), max(_WHEN_ROOM, width - _HEAD), tone) or [()]
    yield line(
        sign,
        Span(" "),
        Span(fit(at, _AT), "plain" if cue.came is not None else "dim"),
        Span(fit(cue.part.value, _PART), "accent" if cue.part in _BY_PEOPLE else "dim"),
        *first,
    )
    for more in rest:
        yield line(Span(" " * _HEAD), *more)


def _words(cue: Cue) -> str:
    words = cue.words
    if cue.part is Part.TROUBLE and cue.over is not None:
        words += f", over at {second_words(cue.over)}"
    if cue.when and (cue.came is None or cue.part is Part.DEED):
        words += f" ({cue.when})"
    words += " (leads nowhere)" if cue.trail else ""
    words += f" (by {cue.by})" if cue.by else ""
    return f"{words}: {cue.failed}" if cue.failed else words


def _sign(cue: Cue) -> tuple[Span, Tone]:
    if cue.failed:
        return Span("!", "warn"), "warn"
    if cue.came is None:
        return Span("·", "dim"), "dim"
    if cue.part is Part.TROUBLE and cue.over is None:
        return Span("✗", "fail"), "plain"
    return Span("✓", "pass"), "plain"
