"""The file of a recording: blocks one after another, each whole in itself and checked.

A block is a head (sign, marks, moment, lengths and check sums of what follows, and its own) and three
sections, each compressed: values, pasts, and frames as JSON. What is torn or damaged is passed over
as far as the next block, and leaves a block without sections in its place.
"""

from __future__ import annotations

import json
import struct
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from data.errors import BadDataError

_SIGN = b"OCR2"
_HEAD = struct.Struct("<4sBdIIIIIII")
_CHECK = struct.Struct("<I")
_LARGEST = 64 * 2**20
_LEVEL = 6
_WHOLE, _ANEW = 1, 2


@dataclass(frozen=True, slots=True)
class Part:
    """Where a section lies in its file, and its check sum."""

    start: int
    length: int
    check: int


@dataclass(frozen=True, slots=True)
class Block:
    """Where a block is; `at` in seconds since 1970.

    `whole` says that no frame before it is needed, `anew` that nothing before it has to do with what
    follows: another console, or a clock that was moved. A damaged one has no sections.
    """

    at: float
    whole: bool = False
    anew: bool = False
    values: Part | None = None
    pasts: Part | None = None
    frames: Part | None = None

    @property
    def end(self) -> int:
        """The first byte after it; nought for a damaged one."""
        return self.frames.start + self.frames.length if self.frames else 0


@dataclass(frozen=True, slots=True)
class Content:
    """What is to be written as one block; `frames` is anything that JSON can hold."""

    at: float
    values: bytes
    frames: object
    pasts: bytes = b""
    whole: bool = False
    anew: bool = False


def packed(content: Content) -> bytes:
    """A block as it stands in the file."""
    frames = json.dumps(content.frames, separators=(",", ":")).encode()
    sections = [zlib.compress(each, _LEVEL) for each in (content.values, content.pasts, frames)]
    told = [number for each in sections for number in (len(each), zlib.crc32(each))]
    marks = _WHOLE * content.whole | _ANEW * content.anew
    head = _HEAD.pack(_SIGN, marks, content.at, *told, 0)[: -_CHECK.size]
    return head + _CHECK.pack(zlib.crc32(head)) + b"".join(sections)


def blocks_of(file: Path) -> list[Block]:
    """The blocks of a file, in their order, without reading what is in them. Raises OSError."""
    with file.open("rb") as stream:
        return list(_blocks(stream, stream.seek(0, 2)))


def section(stream: BinaryIO, part: Part | None) -> bytes:
    """What a section holds. Raises OSError, and BadDataError where it is damaged."""
    if part is None:
        raise BadDataError(f"{stream.name}: a block is damaged")
    stream.seek(part.start)
    body = stream.read(part.length)
    try:
        if len(body) != part.length or zlib.crc32(body) != part.check:
            raise ValueError("not what was written")
        return _unpacked(body)
    except (ValueError, zlib.error) as error:
        raise BadDataError(f"{stream.name}: what stands at byte {part.start} is damaged") from error


def frames_of(stream: BinaryIO, block: Block) -> object:
    """The frames of a block. Raises OSError, and BadDataError where they are damaged."""
    try:
        frames: object = json.loads(section(stream, block.frames))
    except (ValueError, RecursionError) as error:
        raise BadDataError(f"{stream.name}: a block holds no frames") from error
    return frames


def _unpacked(body: bytes) -> bytes:
    machine = zlib.decompressobj()
    content = machine.decompress(body, _LARGEST)
    if machine.unconsumed_tail:
        raise ValueError("larger than any block is")
    return content


def _blocks(stream: BinaryIO, size: int) -> Iterator[Block]:
    place, at = 0, 0.0
    while place < size:
        stream.seek(place)
        block = _block(stream.read(_HEAD.size), place + _HEAD.size)
        at = block.at if block else at
        if block is None or not _complete(stream, block, size):
            yield Block(at)
            place = _next_sign(stream, place + 1)
            continue
        yield block
        place = block.end


def _complete(stream: BinaryIO, block: Block, size: int) -> bool:
    """Whether all of a block was written: it reaches as far as the next one, or the end of the file.

    Where neither is there, either this one was cut short or the next one is damaged.
    """
    stream.seek(block.end)
    if block.end >= size or stream.read(len(_SIGN)) == _SIGN:
        return block.end <= size
    for part in (block.values, block.pasts, block.frames):
        try:
            section(stream, part)
        except BadDataError:
            return False
    return True


def _block(head: bytes, start: int) -> Block | None:
    """The block of a head, whose sections begin at `start`; None where it is none."""
    if len(head) < _HEAD.size:
        return None
    sign, marks, at, *told, check = _HEAD.unpack(head)
    if sign != _SIGN or zlib.crc32(head[: -_CHECK.size]) != check:
        return None
    parts = []
    for length, sum in zip(told[::2], told[1::2], strict=True):
        parts.append(Part(start, length, sum))
        start += length
    return Block(at, bool(marks & _WHOLE), bool(marks & _ANEW), *parts)


def _next_sign(stream: BinaryIO, place: int) -> int:
    """The byte at which the next block may begin; the end of the file where there is none."""
    stream.seek(place)
    rest = stream.read()
    found = rest.find(_SIGN)
    return place + (found if found >= 0 else len(rest))
