"""Neutral names in the place of real ones: the same for the same, and nothing but known words besides.

Of a text only ordinary words and numbers stay. Whatever else stands in it might be anybody's name,
or a secret, and is replaced.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from data.drills.life.vocabulary import ordinary, vocabulary
from data.safe import safe
from data.scrubber import MASK, Scrubber

_OPENING, _CLOSING = "([{<\"'“‘`*", ")]}>\"'”’`*.,;:!?…"
_NUMBER = re.compile(r"[<>=≤≥~+-]{0,2}(?:\d{1,4}(?:[.,]\d{1,4})?|\d{1,6}(?:ms|s|m|h|d|%|x|×|MB|GB|KB))")
_TIME = re.compile(r"(?:\d{1,3}[dhms]){1,3}")
_SIGN = re.compile(r"[<>=≤≥·–—/&+|→-]{1,2}|%")
_MADE = re.compile(r"(?:service|host|person|address|path|name|signal|label)-\d+")
_MAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")
_HOST = re.compile(
    r"(?:[\w-]+\.)+[\w-]+(?::\d+)?|\[?[0-9a-f:]*:[0-9a-f:]*:[0-9a-f:.]*\]?(?::\d+)?", re.IGNORECASE
)
_SHORTEST = 3
_MANY_DIGITS = 2


@dataclass(frozen=True, slots=True)
class Names:
    """The names that are known, of each kind; none of them may be in what is written."""

    services: tuple[str, ...] = ()
    hosts: tuple[str, ...] = ()
    persons: tuple[str, ...] = ()
    others: tuple[str, ...] = ()

    def every(self) -> Iterable[tuple[str, str]]:
        """Each name with what it is the name of."""
        for kind, names in (
            ("service", self.services), ("person", self.persons), ("host", self.hosts), ("name", self.others)
        ):  # fmt: skip
            yield from ((kind, name) for name in names)


class Neutral:
    """Gives out neutral names, and remembers them."""

    def __init__(self, names: Names, own: Scrubber | None = None) -> None:
        """`own` knows the console's own secrets."""
        self._own = own
        self._given: dict[str, str] = {}
        self._counts: dict[str, int] = {}
        self._known: list[str] = []
        for kind, name in names.every():
            plain = _plain(name)
            if len(plain) >= _SHORTEST or (plain and kind == "service"):
                self.name(plain, kind)
                self._known.append(plain)
        parts = [re.escape(each) for each in sorted(set(self._known), key=len, reverse=True)]
        self._pattern = re.compile(rf"(?<!\w)(?:{'|'.join(parts)})(?!\w)", re.IGNORECASE) if parts else None

    def name(self, name: str, kind: str) -> str:
        """The neutral name of something that is called so."""
        key = _plain(name).casefold()
        if key not in self._given:
            self._counts[kind] = self._counts.get(kind, 0) + 1
            self._given[key] = f"{kind}-{self._counts[kind]}"
        return self._given[key]

    def words(self, text: str) -> str:
        """A text with nothing left in it but ordinary words, numbers and neutral names."""
        told = _plain(self._own.text(text) if self._own else text)
        if self._pattern is not None:
            told = self._pattern.sub(lambda found: self._given[found[0].casefold()], told)
        tokens = [self._token(token) for token in told.split()]
        return safe(" ".join(_without_numbers(tokens)), 300)

    def left(self, text: str) -> str:
        """The first known name or secret that is still in a text, empty where there is none."""
        if self._own is not None and self._own.text(text) != text:
            return "a secret of the console's own"
        for name in self._known:
            pattern = rf"(?<!\w){re.escape(name)}(?!\w)"
            if not self.harmless(name) and re.search(pattern, text, re.IGNORECASE):
                return f"what is called {self._given[name.casefold()]}"
        return ""

    def harmless(self, name: str) -> bool:
        """Whether a name says nothing: made of ordinary words, neutral already, a number or a time."""
        plain = _MADE.fullmatch(name.casefold()) or _NUMBER.fullmatch(name) or _TIME.fullmatch(name)
        return bool(plain) or ordinary(name)

    def _token(self, token: str) -> str:
        core = token.lstrip(_OPENING)
        start = token[: len(token) - len(core)]
        bare = core.rstrip(_CLOSING)
        end = core[len(bare) :]
        if not bare or self._stays(bare):
            return token
        if MASK in bare:
            return f"{start}(left out){end}"
        return f"{start}{self.name(bare, _kind(bare))}{end}"

    def _stays(self, bare: str) -> bool:
        word = bare.casefold()
        known = word in vocabulary() or bool(_MADE.fullmatch(word))
        return known or bool(_NUMBER.fullmatch(bare) or _SIGN.fullmatch(bare))


def _plain(name: str) -> str:
    return " ".join(safe(name).split())


def _kind(bare: str) -> str:
    if "://" in bare:
        return "address"
    if _MAIL.fullmatch(bare):
        return "person"
    if bare.startswith(("/", "~")):
        return "path"
    return "host" if _HOST.fullmatch(bare) else "name"


def _without_numbers(tokens: list[str]) -> list[str]:
    """Several numbers in a row may be a telephone's or an account's."""
    kept: list[str] = []
    row = 0
    for token in tokens:
        row = (
            row + 1
            if sum(sign.isdigit() for sign in token) >= _MANY_DIGITS and not _MADE.search(token)
            else 0
        )
        if row > 1:
            kept[-1] = "(number)"
        else:
            kept.append(token)
    return kept
