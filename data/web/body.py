"""Reading a body no further than its bound, counted on decoded bytes."""

from __future__ import annotations

import asyncio
import zlib
from collections.abc import AsyncGenerator
from contextlib import aclosing
from typing import cast

import httpx

from data.errors import SourceError
from data.models.failure import FailureKind
from data.safe import safe

_PIECE = 1024 * 1024
"""As much is inflated at a time."""


async def read_body(response: httpx.Response, limit: int) -> tuple[bytes, bool]:
    """The first `limit` decoded bytes, and whether that was all.

    httpx would inflate a whole network chunk at once, which for a crafted body is a thousand
    times its size; here the inflating itself stops at the bound.
    """
    encoding = response.headers.get("content-encoding", "").strip().lower()
    decoder = _decoder(encoding)
    body = bytearray()
    async with aclosing(cast("AsyncGenerator[bytes]", response.aiter_raw())) as chunks:
        async for chunk in chunks:
            if decoder is None:
                body += chunk[: limit - len(body) + 1]
            else:
                await _take(body, decoder, chunk, limit)
            if len(body) > limit:
                return bytes(body[:limit]), False
    if decoder is not None and body and not decoder.eof:
        raise SourceError(FailureKind.BAD_ANSWER, "the compressed answer ends too early")
    return bytes(body), True


def _decoder(encoding: str) -> zlib._Decompress | None:
    if encoding in ("", "identity"):
        return None
    if encoding in ("gzip", "x-gzip", "deflate"):
        return zlib.decompressobj(wbits=zlib.MAX_WBITS | 32)
    raise SourceError(
        FailureKind.BAD_ANSWER, f"the answer is encoded as {safe(encoding, 40)}, which nobody asked for"
    )


async def _take(body: bytearray, decoder: zlib._Decompress, chunk: bytes, limit: int) -> None:
    """Inflate a chunk piece by piece: a crafted one is a thousand pieces, and others get their turn."""
    while True:
        wanted = min(limit - len(body) + 1, _PIECE)
        piece = _inflate(decoder, chunk, wanted)
        body += piece
        chunk = decoder.unconsumed_tail
        if len(body) > limit or (not chunk and len(piece) < wanted):
            return
        await asyncio.sleep(0)


def _inflate(decoder: zlib._Decompress, chunk: bytes, room: int) -> bytes:
    try:
        return decoder.decompress(chunk, room)
    except zlib.error:
        raise SourceError(
            FailureKind.BAD_ANSWER, "the answer says that it is compressed and is not"
        ) from None
