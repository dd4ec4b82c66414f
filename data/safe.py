"""The one boundary that text from outside passes on its way in.

Control characters, escape sequences, direction marks and lone surrogates become visible signs,
so that nothing a source, a file or a person sends can steer a terminal; length is bounded.
Applied once, at ingestion; `JSON` output keeps the original where it was kept.
"""

from __future__ import annotations

import re

LINE_LIMIT = 500
TEXT_LIMIT = 20_000

_UNSAFE = re.compile(
    "[\x00-\x1f\x7f-\x9f\u00ad\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b-\u200f\u2028-\u202e"
    "\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\uffff\ud800-\udfff"
    "\U000e0000-\U000e0fff]"
)
_MARKS = re.compile(
    "([\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]{2})"
    "[\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]+"
)


def safe(text: object, limit: int = LINE_LIMIT) -> str:
    """One line, at most `limit` characters, with nothing in it that a terminal would obey."""
    cut, rest = _cut(str(text), limit)
    return _visible(cut) + rest


def safe_block(text: object, limit: int = TEXT_LIMIT) -> str:
    """Several lines, at most `limit` characters; line ends and tabs are kept (tabs as spaces)."""
    cut, rest = _cut(str(text).replace("\r\n", "\n"), limit)
    return "\n".join(_visible(line.expandtabs(4)) for line in cut.split("\n")) + rest


def _cut(text: str, limit: int) -> tuple[str, str]:
    if len(text) <= limit:
        return text, ""
    return text[:limit], f"… ({len(text) - limit} more characters)"


def _visible(text: str) -> str:
    return _MARKS.sub(r"\1", _UNSAFE.sub(_sign, text))


def _sign(match: re.Match[str]) -> str:
    code = ord(match[0])
    if code < 0x20:
        return chr(0x2400 + code)
    if code == 0x7F:
        return "\u2421"
    return "\ufffd" if 0xD800 <= code <= 0xDFFF else "\u00b7"
