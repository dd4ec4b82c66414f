"""The end of a file that is about to be appended to: where the good part ends, and its mending.

Only a writer that holds the lock mends. What a crash left behind the last good entry is copied
aside first, byte for byte, and only then cut off.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from data.errors import JournalError
from data.journal.blocks import Block, is_comment, split
from data.journal.decoding import Decoded, decode
from data.journal.folders import sync_folder
from data.journal.names import FileName
from data.models.entry import Trust

_FIRST_WINDOW = 16 * 1024
_LARGEST_WINDOW = 64 * 1024 * 1024
_CHUNK = 1 << 20


class TailUnknown(JournalError):
    """No good entry was found within reach of the file's end."""


@dataclass(frozen=True, slots=True)
class Tail:
    """What the end of a file is like: the good part's length, its last seal, and whether a line end lacks."""

    good_end: int
    seal: str
    needs_line_end: bool = False


def tail_of(fd: int, size: int) -> Tail:
    """Look at the end of a file of `size` bytes. Raises TailUnknown, OSError."""
    window = _FIRST_WINDOW
    while True:
        start = max(0, size - window)
        data = os.pread(fd, size - start, start)
        tail = _judge(data, start)
        if tail is not None:
            return tail
        if window >= _LARGEST_WINDOW:
            raise TailUnknown("the end of the file holds no good entry")
        window *= 16


def set_aside(fd: int, folder: int, name: FileName, start: int, size: int) -> str:
    """Copy the bytes from `start` on into a file ``….torn``, cut them off, and name that file."""
    torn, target = _new_torn(folder, name)
    try:
        position = start
        while position < size:
            chunk = os.pread(fd, min(_CHUNK, size - position), position)
            if not chunk:
                break
            position += os.write(target, chunk)
        os.fsync(target)
    except OSError:
        os.unlink(torn, dir_fd=folder)
        raise
    finally:
        os.close(target)
    sync_folder(folder)
    os.ftruncate(fd, start)
    return torn


def unfinished(decoded: Decoded) -> bool:
    """Whether a last block is no whole entry: one begun by the journal, or damaged."""
    if decoded.values is None:
        return bool(decoded.block.raw.strip())
    return decoded.trust is Trust.HAND_WRITTEN and "id" in decoded.values


def _judge(data: bytes, start: int) -> Tail | None:
    """The tail, from a window that begins at `start`; None where the window is too small."""
    good_end: int | None = None
    for block in reversed(list(split(data, start))):
        if not block.headed:
            if start > 0:
                return None
            good_end = _end_of_preamble(block) if good_end is None else good_end
            continue
        decoded = decode(block)
        if decoded.values is None or (good_end is None and unfinished(decoded)):
            continue
        good_end = block.offset + decoded.end if good_end is None else good_end
        if decoded.trust is not Trust.HAND_WRITTEN:
            return _tail(data, start, good_end, _seal(decoded.values))
    return _tail(data, start, good_end or 0, "") if start == 0 else None


def _tail(data: bytes, start: int, good_end: int, seal: str) -> Tail:
    if not data[good_end - start :].strip():
        good_end = start + len(data)
    return Tail(good_end, seal, good_end > start and data[good_end - start - 1 : good_end - start] != b"\n")


def _seal(values: Mapping[str, Any]) -> str:
    seal = values.get("seal")
    return seal if isinstance(seal, str) else ""


def _end_of_preamble(block: Block) -> int:
    """Comments before the first entry are good; anything else there is not ours to keep."""
    return block.end if is_comment(block.raw) else block.offset


def _new_torn(folder: int, name: FileName) -> tuple[str, int]:
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC | os.O_NOFOLLOW
    for count in range(1, 10_000):
        host = name.host if count == 1 else f"{name.host}.t{count}"
        torn = FileName(name.day, host, name.segment, torn=True).name
        try:
            return torn, os.open(torn, flags, 0o600, dir_fd=folder)
        except FileExistsError:
            continue
    raise JournalError("there are too many .torn files beside the journal's file", "move them away")
