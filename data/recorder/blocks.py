"""The file of a recording: blocks one after another, each whole in itself and checked.

A block is a head (sign, kind, moment, lengths and check sums of what follows), a section of values
and one of JSON, each compressed. What is torn or damaged is passed over as far as the next block.
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

_SIGN = b"OCR1"
_HEAD = struct.Struct("<4sBdIIII")
_LARGEST = 64 * 2**20
_LEVEL = 6


@dataclass(frozen=True, slots=True)
class Part:
    """Where a section lies in its file, and its check sum."""

    start: int
    length: int
    check: int


@dataclass(frozen=True, slots=True)
class Block:
    """Where a block is: `whole` says that nothing before it is needed; `at` in seconds since 1970."""

    at: float
    whole: bool
    values: Part
    frames: Part


def packed(at: float, values: bytes, frames: object, *, whole: bool) -> bytes:
    """A block as it stands in the file."""
    first = zlib.compress(values, _LEVEL)
    second = zlib.compress(json.dumps(frames, separators=(",", ":")).encode(), _LEVEL)
    lengths = (len(first), zlib.crc32(first), len(second), zlib.crc32(second))
    return _HEAD.pack(_SIGN, whole, at, *lengths) + first + second


def blocks_of(file: Path) -> list[Block]:
    """The blocks of a file, in their order, without reading what is in them. Raises OSError."""
    with file.open("rb") as stream:
        return list(_blocks(stream, stream.seek(0, 2)))


def values_of(stream: BinaryIO, block: Block) -> bytes:
    """The section of values. Raises OSError, and BadDataError where it is damaged."""
    return _section(stream, block.values)


def frames_of(stream: BinaryIO, block: Block) -> object:
    """What the other section holds. Raises OSError, and BadDataError where it is damaged."""
    try:
        frames: object = json.loads(_section(stream, block.frames))
    except (ValueError, RecursionError) as error:
        raise _damaged(stream, block.frames) from error
    return frames


def _section(stream: BinaryIO, part: Part) -> bytes:
    stream.seek(part.start)
    body = stream.read(part.length)
    if len(body) != part.length or zlib.crc32(body) != part.check:
        raise _damaged(stream, part)
    try:
        return _unpacked(body)
    except (ValueError, zlib.error) as error:
        raise _damaged(stream, part) from error


def _damaged(stream: BinaryIO, part: Part) -> BadDataError:
    return BadDataError(f"{stream.name}: what stands at byte {part.start} is damaged")


def _unpacked(body: bytes) -> bytes:
    machine = zlib.decompressobj()
    content = machine.decompress(body, _LARGEST)
    if machine.unconsumed_tail:
        raise ValueError("larger than any block is")
    return content


def _blocks(stream: BinaryIO, size: int) -> Iterator[Block]:
    place = 0
    while place + _HEAD.size <= size:
        stream.seek(place)
        sign, whole, at, *sizes = _HEAD.unpack(stream.read(_HEAD.size))
        values = Part(place + _HEAD.size, *sizes[:2])
        frames = Part(values.start + values.length, *sizes[2:])
        end = frames.start + frames.length
        if sign != _SIGN or end > size:
            place = _next_sign(stream, place + 1)
            continue
        yield Block(at, bool(whole), values, frames)
        place = end


def _next_sign(stream: BinaryIO, place: int) -> int:
    """The byte at which the next block may begin; the end of the file where there is none."""
    stream.seek(place)
    rest = stream.read()
    found = rest.find(_SIGN)
    return place + (found if found >= 0 else len(rest))
