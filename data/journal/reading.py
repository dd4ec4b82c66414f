"""Files read back. Readers never mend anything; a last entry without its seal is looked at again."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, tzinfo
from pathlib import Path
from typing import BinaryIO

from data.errors import JournalRefused
from data.journal.blocks import Block, is_comment, stream
from data.journal.decoding import decode, entry_from, excerpt, problem_from
from data.journal.folders import open_to_read
from data.journal.locking import try_lock, unlock
from data.journal.names import parse_name
from data.journal.tails import unfinished
from data.models.entry import Entry
from data.models.journal import Fault, Problem


@dataclass(frozen=True, slots=True)
class Position:
    """How far a file has been read: up to a byte, a line, and the time of the entry before."""

    offset: int = 0
    line: int = 1
    at: datetime | None = None


@dataclass(slots=True)
class FileContent:
    """What a file holds from some position on; `position` is where to go on reading."""

    entries: list[Entry] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    position: Position = Position()


def read_file(path: Path, zone: tzinfo, start: Position | None = None) -> FileContent:
    """All that is in a file, or that has come since `start`. What cannot be read is a problem."""
    content = FileContent(position=start or Position())
    try:
        fd = open_to_read(path)
    except (OSError, JournalRefused) as error:
        content.problems.append(Problem(path, 0, f"cannot be read: {_reason(error)}", fault=Fault.UNREADABLE))
        return content
    with os.fdopen(fd, "rb", buffering=0) as file:
        status = os.fstat(fd)
        if status.st_uid != os.geteuid():
            words = f"belongs to another user (number {status.st_uid})"
            content.problems.append(Problem(path, 0, words, fault=Fault.NOTE))
        try:
            _read(file, path, zone, content)
        except OSError as error:
            words = f"cannot be read: {_reason(error)}"
            content.problems.append(Problem(path, content.position.line, words, fault=Fault.UNREADABLE))
    return content


def _read(file: BinaryIO, path: Path, zone: tzinfo, content: FileContent) -> None:
    tail = _take(stream(file, content.position.offset, content.position.line), path, zone, content)
    if tail is None or not try_lock(file.fileno(), fcntl.LOCK_SH):
        return
    # Nobody is writing: either it has been finished in the meantime, or it was torn for good.
    unlock(file.fileno())
    tail = _take(stream(file, content.position.offset, content.position.line), path, zone, content)
    if tail is not None:
        words = "the last entry is torn: the next append sets it aside"
        content.problems.append(Problem(path, tail.line, words, excerpt(tail.raw), Fault.TORN))


def _take(blocks: Iterator[Block], path: Path, zone: tzinfo, content: FileContent) -> Block | None:
    """Add the blocks to `content`; return an unfinished last one instead of adding it."""
    name = parse_name(path.name)
    day = name.day if name else datetime.now(zone).date()
    for block, last in _with_last(blocks):
        if not block.headed and is_comment(block.raw):
            continue
        decoded = decode(block)
        if last and unfinished(decoded):
            return block
        if decoded.values is not None:
            entry = entry_from(decoded, path, day, zone, content.position.at)
            content.entries.append(entry)
            content.position = Position(block.offset + decoded.end, block.line, entry.at)
            if last and decoded.words:
                rest = block.raw[decoded.end :]
                line = block.line + block.raw.count(b"\n", 0, decoded.end)
                content.position = Position(block.offset + decoded.end, line, entry.at)
                return Block(rest, block.offset + decoded.end, line, headed=False)
        problem = problem_from(decoded, path)
        if problem is not None:
            content.problems.append(problem)
        content.position = Position(block.end, block.line + block.raw.count(b"\n"), content.position.at)
    return None


def _with_last(blocks: Iterator[Block]) -> Iterator[tuple[Block, bool]]:
    """Each block, and whether it is the last."""
    held: Block | None = None
    for block in blocks:
        if held is not None:
            yield held, False
        held = block
    if held is not None:
        yield held, True


def _reason(error: Exception) -> str:
    return error.strerror or str(error) if isinstance(error, OSError) else str(error)
