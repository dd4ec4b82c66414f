"""The one boundary that text from outside passes on its way in.

Control characters, escape sequences, direction marks and lone surrogates become visible signs,
so that nothing a source, a file or a person sends can steer a terminal; length is bounded.
Applied once, at ingestion; `JSON` output keeps the original where it was kept.
"""

from __future__ import annotations

from functools import lru_cache
from unicodedata import category

LINE_LIMIT = 500
TEXT_LIMIT = 20_000

_MARKS_PER_LETTER = 3
_CONTROL_PICTURES = {code: 0x2400 + code for code in range(0x20)} | {0x7F: 0x2421}
_DROPPED = "\ufe0e\ufe0f"  # only choose between a sign and its picture, and terminals disagree on the width
_BLANK_LETTERS = "\u034f\u115f\u1160\u17b4\u17b5\u3164\uffa0"  # letters by name, nothing to see
_SIGNS = {"Cc": "·", "Cf": "·", "Zl": "·", "Zp": "·", "Cs": "\ufffd"}


def safe(text: object, limit: int = LINE_LIMIT) -> str:
    """One line, at most `limit` characters, with nothing in it that a terminal would obey."""
    whole = str(text)
    if len(whole) <= limit and whole.isascii() and whole.isprintable():
        return whole  # as nearly every text is
    return _bounded(_visible(whole[: limit + 1]), len(whole), limit)


def safe_block(text: object, limit: int = TEXT_LIMIT) -> str:
    """Several lines, at most `limit` characters; line ends and tabs are kept (tabs as spaces)."""
    whole = str(text)
    part = whole[: limit + 1].replace("\r\n", "\n")
    lines = (_visible(line.expandtabs(4)) for line in part.split("\n"))
    return _bounded("\n".join(lines), len(whole), limit)


@lru_cache(maxsize=4096)
def sign(character: str) -> str:
    """What is shown in place of one character: itself, unless it is invisible or an order."""
    code = ord(character)
    if code in _CONTROL_PICTURES:
        return chr(_CONTROL_PICTURES[code])
    if character in _DROPPED:
        return ""
    if character in _BLANK_LETTERS or 0xFE00 <= code <= 0xFE0D or 0xE0000 <= code <= 0xE0FFF:
        return "·"
    if 0xFDD0 <= code <= 0xFDEF or code & 0xFFFE == 0xFFFE:
        return "\ufffd"
    return _SIGNS.get(category(character), character)


def _visible(text: str) -> str:
    if text.isascii():
        return text if text.isprintable() else text.translate(_CONTROL_PICTURES)
    shown: list[str] = []
    marks = _MARKS_PER_LETTER
    for character in text:
        seen = sign(character)
        if seen and category(seen) in ("Mn", "Me"):
            # A mark joins the letter before it: never one outside this text, never a tower of them.
            if not shown:
                shown.append("◌")
                marks = 0
            marks += 1
            if marks > _MARKS_PER_LETTER:
                continue
        elif seen:
            marks = 0
        shown.append(seen)
    return "".join(shown)


def _bounded(shown: str, length: int, limit: int) -> str:
    if length <= limit and len(shown) <= limit:
        return shown
    # The note is sized for the most it could have to say, so that the whole keeps the bound.
    kept = max(0, limit - len(f"… ({length} more characters)"))
    if not kept:
        return shown[: max(0, limit - 1)] + "…"[:limit]
    return f"{shown[:kept]}… ({max(length - kept, 1)} more characters)"
