"""Text as pieces with a tone: what every view of ours is drawn from.

A tone says what a piece means, a theme says how that looks. Nothing here is ever parsed as
markup, so no text from outside can act, vanish or break the view.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal, NamedTuple

from rich.cells import cell_len, set_cell_size

Tone = Literal[
    "plain", "dim", "strong", "accent", "heading",
    "pass", "warn", "fail", "no-data", "stale", "error",
]  # fmt: skip

TONES: tuple[Tone, ...] = (
    "plain", "dim", "strong", "accent", "heading",
    "pass", "warn", "fail", "no-data", "stale", "error",
)  # fmt: skip


class Span(NamedTuple):
    """A piece of text of one tone."""

    text: str
    tone: Tone = "plain"


Line = tuple[Span, ...]

_ELLIPSIS = "…"


def line(*pieces: Span | str) -> Line:
    """A line from pieces; a bare string is plain."""
    return tuple(piece if isinstance(piece, Span) else Span(piece) for piece in pieces)


def width_of(pieces: Iterable[Span]) -> int:
    """How many cells a line takes."""
    return sum(cell_len(piece.text) for piece in pieces)


def plain_text(pieces: Iterable[Span]) -> str:
    """A line without its tones."""
    return "".join(piece.text for piece in pieces)


def fit(text: str, width: int, *, right: bool = False) -> str:
    """Exactly `width` cells: padded, or cut with an ellipsis."""
    cells = cell_len(text)
    if cells > width:
        return set_cell_size(text, max(0, width - 1)) + _ELLIPSIS[:width]
    padding = " " * (width - cells)
    return padding + text if right else text + padding


def shorten(text: str, width: int) -> str:
    """At most `width` cells, cut between words where it can be; what is cut ends in an ellipsis."""
    if cell_len(text) <= width:
        return text
    head = set_cell_size(text, max(0, width - 1))
    if not text[len(head) :].startswith(" "):
        head = head.rpartition(" ")[0] or head
    return head.rstrip(" ,;:") + _ELLIPSIS[:width]


def clip(pieces: Line, width: int) -> Line:
    """At most `width` cells; what is cut ends in an ellipsis."""
    if width_of(pieces) <= width:
        return pieces
    kept: list[Span] = []
    room = max(0, width - 1)
    for piece in pieces:
        cells = cell_len(piece.text)
        if cells >= room:
            kept.append(Span(set_cell_size(piece.text, room) + _ELLIPSIS[:width], piece.tone))
            break
        kept.append(piece)
        room -= cells
    return tuple(kept)


def wrap(text: str, width: int, tone: Tone = "plain", indent: int = 0) -> list[Line]:
    """A paragraph as lines of at most `width` cells, broken between words where it can be."""
    room = max(8, width - indent)
    rows: list[str] = []
    current = ""
    for word in text.split():
        while cell_len(word) > room:
            head = set_cell_size(word, room).rstrip()
            rows.extend(part for part in (current, head) if part)
            current, word = "", word[len(head) :]
        joined = f"{current} {word}" if current else word
        if cell_len(joined) > room:
            rows.append(current)
            current = word
        else:
            current = joined
    if current:
        rows.append(current)
    return [(Span(" " * indent + row, tone),) for row in rows]
