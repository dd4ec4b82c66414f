"""One ASCII sign for each other sign, for terminals and locales that know no more."""

from __future__ import annotations

from functools import lru_cache
from unicodedata import normalize

# Each group: the plain sign, then those it stands for. Status signs stay apart from one another.
_GROUPS = (
    "v✓✔☑",
    "x✗✘☒×✕✖",
    "*•·●◉★☆∗✱⋆◆◇",
    "o○◌◦⚬⭘□☐▢",
    ">▶▸►→⏵❯›»⇒➜➤⮕≥",
    "<◀◂◄←⏴❮‹«⇐≤",
    "^▲▴△↑⏶⇑⌃",
    "v▼▾▽↓⏷⇓⌄",
    "!⚠¡",
    "P⚑⚐",
    "@✉",
    "&✎✏",
    "~≈∼≃",
    "=≡☰≅",
    "E⏎↵↩€",
    "-─━┄┅┈┉╌╍═╴╶╸╺╼╾‐‑‒–—―−⎯",
    "|│┃┆┇┊┋╎╏║╵╷╹╻╽╿▌▐▏▕▎▍▋▊▉⎪",
    "#█▇▆■▓▅▮▣",
    "+▄▀▃▒▪",
    "_▁▂░▔▫",
    "'‘’‚‛′´",
    '"“”„‟″',
    ".…‥",
    "uµ",
    ":§",
    "d°",
)
_SIGNS = {other: group[0] for group in _GROUPS for other in group[1:]}


@lru_cache(maxsize=4096)
def ascii_sign(character: str) -> str:
    """The one ASCII sign that comes nearest."""
    if character.isascii():
        return character
    if character in _SIGNS:
        return _SIGNS[character]
    code = ord(character)
    if 0x2500 <= code <= 0x257F:
        return "+"
    if 0x2800 <= code <= 0x28FF:
        return " .:*#"[min(4, (code - 0x2800).bit_count())]
    letter = normalize("NFKD", character)[:1]
    return letter if letter.isascii() and letter.isprintable() else "?"
