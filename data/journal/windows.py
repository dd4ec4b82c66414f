"""The last entries of a file, found from its end, so that a large file opens at once."""

from __future__ import annotations

import os
from pathlib import Path

from data.errors import JournalError
from data.journal.blocks import headers
from data.journal.folders import open_to_read
from data.journal.reading import Position

_FIRST_WINDOW = 256 * 1024
_CHUNK = 1 << 20


def start_of_last(path: Path, wanted: int) -> Position:
    """Where to begin reading a file for its last `wanted` entries; its beginning if it has fewer."""
    try:
        fd = open_to_read(path)
    except (OSError, JournalError):
        return Position()
    with os.fdopen(fd, "rb", buffering=0):
        size, window = os.fstat(fd).st_size, _FIRST_WINDOW
        while window < size:
            data = os.pread(fd, window, size - window)
            starts = list(headers(data))
            # The first header of a window may be the end of a longer line.
            if len(starts) > wanted + 1:
                offset = size - window + starts[-wanted - 1]
                return Position(offset, 1 + lines_before(fd, offset))
            window *= 4
    return Position()


def lines_before(fd: int, offset: int) -> int:
    """How many lines end before `offset`."""
    count = position = 0
    while position < offset:
        chunk = os.pread(fd, min(_CHUNK, offset - position), position)
        if not chunk:
            break
        count += chunk.count(b"\n")
        position += len(chunk)
    return count
