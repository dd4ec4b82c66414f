"""Asks the sources that remember for a span of their past, once."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass

from data.errors import SourceError
from data.models.past import Past, Window
from data.provider import Historian, Source

_AT_ONCE = 4
_PATIENCE = 4.0
"""A past may take as many times longer than a round as this."""
_POINTS = 1000
_FINEST = 60.0


@dataclass(frozen=True, slots=True)
class Remembered:
    """What one source remembers of a span, or why it tells nothing."""

    source: str
    pasts: tuple[Past, ...] = ()
    failure: str = ""


def window_of(start: float, end: float) -> Window:
    """A span (seconds since 1970) with about a thousand points, a minute apart at the closest."""
    return Window(start, end, max(_FINEST, (end - start) / _POINTS))


async def remembered(sources: Sequence[Source], window: Window) -> tuple[Remembered, ...]:
    """The past of every source that has one, a few at once, each bounded; a failure is told, not raised."""
    gate = asyncio.Semaphore(_AT_ONCE)
    asked = (
        _ask(source, source.provider, window, gate)
        for source in sources
        if isinstance(source.provider, Historian)
    )
    return tuple(await asyncio.gather(*asked))


async def _ask(source: Source, historian: Historian, window: Window, gate: asyncio.Semaphore) -> Remembered:
    try:
        async with gate, asyncio.timeout(source.timeout * _PATIENCE):
            return Remembered(source.name, await historian.past(window))
    except SourceError as error:
        return Remembered(source.name, failure=error.failure.message)
    except TimeoutError:
        return Remembered(source.name, failure=f"no answer within {source.timeout * _PATIENCE:g} s")
