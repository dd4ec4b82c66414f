"""Finding entries in a file by words, kind, person, run and day."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, tzinfo
from functools import lru_cache
from itertools import groupby
from pathlib import Path
from typing import Any

from data.errors import JournalError
from data.journal.blocks import Block, stream
from data.journal.decoding import decode, entry_from
from data.journal.folders import open_to_read
from data.journal.forms import forms
from data.journal.names import FileName, parse_name
from data.journal.pages import files_of_day, files_of_year, union, years
from data.models.entry import Entry

_NUMBERED = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})")
_CHUNK = 1 << 20
_FEW = 4
"""So many words are found sooner one by one; more of them by one pattern."""


@dataclass(frozen=True, slots=True)
class Query:
    """What is looked for; what is left empty does not matter. `text` is compared without case.

    Of `kinds` one must be how the entry's kind begins.
    """

    text: str = ""
    kind: str = ""
    by: str = ""
    run: str = ""
    first: date | None = None
    last: date | None = None
    kinds: tuple[str, ...] = ()

    def wants_day(self, day: date) -> bool:
        """Whether a day lies in the range."""
        return (self.first is None or day >= self.first) and (self.last is None or day <= self.last)

    def matches(self, entry: Entry) -> bool:
        """Whether an entry is one of those looked for."""
        return (
            (not self.kind or entry.kind == self.kind)
            and (not self.kinds or entry.kind.startswith(self.kinds))
            and (not self.by or entry.by == self.by)
            and (not self.run or entry.get("run") == self.run)
            and (not self.text or self._in_words(entry))
        )

    def _in_words(self, entry: Entry) -> bool:
        wanted = self.text.casefold()
        words = (entry.id, entry.by, entry.host, entry.kind, *_words(entry.fields))
        return any(wanted in word.casefold() for word in words)


def query_from(words: str) -> Query:
    """A query as people type it: ``by:alice run:manual-morning-2026-11-20 kind:item.marked slow disk``."""
    named: dict[str, str] = {}
    rest: list[str] = []
    for word in words.split():
        place, colon, value = word.partition(":")
        if colon and value and place in ("by", "run", "kind"):
            named[place] = value
        else:
            rest.append(word)
    return Query(" ".join(rest), named.get("kind", ""), named.get("by", ""), named.get("run", ""))


def search(
    root: Path, zone: tzinfo, query: Query, worth_reading: Callable[[FileName], bool] = lambda _: True
) -> Iterator[Entry]:
    """The entries that match, newest day first, each read when it is asked for; as they were written."""
    for year in reversed(years(root)):
        names = [name for name in files_of_year(root, year) if query.wants_day(name.day) and not name.torn]
        for _, of_day in groupby(reversed(names), key=lambda name: name.day):
            files = [name.under(root) for name in of_day if worth_reading(name)]
            found, _ = union([_matching(path, query, zone) for path in reversed(files)])
            yield from reversed(found)


def mentions(root: Path, day: date, words: Sequence[bytes]) -> bool:
    """Whether one of `words` stands anywhere in the files of a day; nothing is parsed for it."""
    names = [name for name in files_of_day(root, day) if not name.torn]
    return any(_holds(name.under(root), words) for name in names)


def _holds(path: Path, words: Sequence[bytes]) -> bool:
    """Read piece by piece: a file that is mended meanwhile must not be mapped into memory."""
    overlap = max((len(word) for word in words), default=1) - 1
    pattern = _one_of(tuple(words)) if len(words) > _FEW else None
    try:
        with os.fdopen(open_to_read(path), "rb", buffering=0) as file:
            held = b""
            while chunk := file.read(_CHUNK):
                held += chunk
                if pattern.search(held) if pattern else any(word in held for word in words):
                    return True
                held = held[len(held) - overlap :] if overlap else b""
    except (OSError, JournalError):
        return False
    return False


def _matching(path: Path, query: Query, zone: tzinfo) -> list[Entry]:
    """Those of one file, in its order. What cannot be read matches nothing."""
    name = parse_name(path.name)
    try:
        fd = open_to_read(path)
    except (OSError, JournalError):
        return []
    found = []
    with os.fdopen(fd, "rb", buffering=0) as file:
        for block in stream(file, wanted=_of_kinds(query.kinds) if query.kinds else None):
            if name is None or not _may_match(block, query):
                continue
            decoded = decode(block)
            if decoded.values is not None:
                entry = entry_from(decoded, path, name.day, zone, None)
                if query.matches(entry):
                    found.append(entry)
    return found


def _may_match(block: Block, query: Query) -> bool:
    """A quick look at the bytes, where that can rule an entry out."""
    if not query.text:
        return True
    raw = block.raw.decode("utf-8", "replace")
    if "\\u" in raw or "\\U" in raw:
        raw += _NUMBERED.sub(_character, raw)
    wanted, raw = query.text.casefold(), raw.casefold()
    return wanted in raw or forms(wanted)[0][1:-1] in raw


@lru_cache(maxsize=32)
def _of_kinds(kinds: tuple[str, ...]) -> re.Pattern[bytes]:
    """What stands in every entry whose kind begins with one of these."""
    begin = b"|".join(re.escape(kind.encode()) for kind in kinds)
    return re.compile(rb"""kind["' \t=]++(?:""" + begin + b")")


@lru_cache(maxsize=32)
def _one_of(words: tuple[bytes, ...]) -> re.Pattern[bytes]:
    return re.compile(b"|".join(map(re.escape, words)))


def _character(numbered: re.Match[str]) -> str:
    code = int(numbered[1] or numbered[2], 16)
    return chr(code) if code < 0x110000 else numbered[0]


def _words(value: Any) -> Iterator[str]:  # noqa: ANN401 - values are TOML's
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for item in value.values():
            yield from _words(item)
    elif isinstance(value, list):
        for item in value:
            yield from _words(item)
    else:
        yield forms(value)[0]
