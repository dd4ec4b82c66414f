"""A file as blocks: each from one ``[[entry]]`` header to the next, whatever is in between.

Strings are written on one line, so a line ``[[entry]]`` is always a real header, and damage in
one block cannot hide another.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from itertools import pairwise
from typing import BinaryIO

HEADER = re.compile(rb"^[ \t]*\[\[[ \t]*entry[ \t]*\]\][ \t]*(?:#[^\n]*)?\r?$", re.M)
_INSIDE = re.compile(rb"\[\[[ \t]*entry[ \t]*\]\]")
"""What every header has in it; looked for first, because it begins with letters and is found much sooner."""
BOM = b"\xef\xbb\xbf"
_CHUNK = 1 << 20


@dataclass(frozen=True, slots=True)
class Block:
    """Some lines of a file: where they begin, and whether they begin with a header."""

    raw: bytes
    offset: int
    line: int
    headed: bool = True

    @property
    def end(self) -> int:
        """The offset of the first byte after it."""
        return self.offset + len(self.raw)


def headers(data: bytes, line: int = 0) -> Iterator[int]:
    """Where in `data` the lines begin that are headers, from the beginning of a `line` on."""
    while (inside := _INSIDE.search(data, line)) is not None:
        start = data.rfind(b"\n", line, inside.start()) + 1 or line
        if HEADER.match(data, start):
            yield start
        line = data.find(b"\n", inside.end()) + 1
        if not line:
            return


def split(data: bytes, offset: int = 0, line: int = 1) -> Iterator[Block]:
    """The blocks of `data`, which begins at `offset` on `line` of its file."""
    edges = [0, *headers(data), len(data)]
    for number, (start, end) in enumerate(pairwise(edges)):
        if start < end:
            raw = data[start:end]
            yield Block(raw, offset + start, line, headed=number > 0)
            line += raw.count(b"\n")


def holding(wanted: re.Pattern[bytes], data: bytes, offset: int = 0, line: int = 1) -> Iterator[Block]:
    """As `split`, but only the blocks in which `wanted` is found, which must not reach beyond a line."""
    end = 0
    while (found := wanted.search(data, end)) is not None:
        start = _header_before(data, end, found.start())
        line += data.count(b"\n", end, start)
        after = data.find(b"\n", found.end()) + 1
        end = next(headers(data, after), len(data)) if after else len(data)
        raw = data[start:end]
        yield Block(raw, offset + start, line, headed=HEADER.match(data, start) is not None)
        line += raw.count(b"\n")


def stream(
    file: BinaryIO, offset: int = 0, line: int = 1, wanted: re.Pattern[bytes] | None = None
) -> Iterator[Block]:
    """The blocks of a file from `offset` on, all or as `holding` says, without holding it in memory whole."""
    cut = split if wanted is None else partial(holding, wanted)
    file.seek(offset)
    held = b""
    while chunk := file.read(_CHUNK):
        held += chunk
        last = held.rfind(b"\n[[entry]]") + 1
        if last > 0:
            yield from cut(held[:last], offset, line)
            offset, line = offset + last, line + held.count(b"\n", 0, last)
            held = held[last:]
    yield from cut(held, offset, line)


def _header_before(data: bytes, first: int, position: int) -> int:
    """Where the last header at or before `position` begins, at earliest `first`, which stands for one."""
    line = data.rfind(b"\n", first, position) + 1 or first
    while line > first and not HEADER.match(data, line):
        inside = data.rfind(b"entry", first, line)
        line = data.rfind(b"\n", first, inside) + 1 or first if inside >= 0 else first
    return line


def is_comment(raw: bytes) -> bool:
    """Whether lines that are in no block say nothing: blank, or comments."""
    lines = raw.removeprefix(BOM).splitlines()
    return all(not line.strip() or line.lstrip().startswith(b"#") for line in lines)
