"""Asks sources for a span of their past: each bounded, and a failure told, not raised."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Sequence
from dataclasses import dataclass

from data.errors import SourceError
from data.models.failure import Failure, FailureKind
from data.models.past import Past, Window
from data.provider import Historian, Source

_log = logging.getLogger(__name__)

AT_ONCE = 4
"""As many sources are asked for their past side by side."""
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
    """The past of every source that has one, a few at once, each bounded."""
    gate = asyncio.Semaphore(AT_ONCE)

    async def one(source: Source) -> Remembered:
        async with gate:
            told = await ask_past(source, window)
        if isinstance(told, Failure):
            return Remembered(source.name, failure=told.message)
        return Remembered(source.name, told)

    return tuple(
        await asyncio.gather(*(one(each) for each in sources if isinstance(each.provider, Historian)))
    )


async def ask_past(source: Source, window: Window) -> tuple[Past, ...] | Failure:
    """A source's past, or why it cannot be had, within some of its rounds' time."""
    patience = source.timeout * _PATIENCE
    asked = asyncio.ensure_future(_past(source, window))
    try:
        await asyncio.wait({asked}, timeout=patience)
    finally:
        late = asked.cancel()
    if late:
        return Failure(FailureKind.TIMEOUT, f"its past did not come within {patience:g} s")
    error = asked.exception()
    return asked.result() if error is None else _failure(source, error)


async def _past(source: Source, window: Window) -> tuple[Past, ...]:
    provider = source.provider
    return await provider.past(window) if isinstance(provider, Historian) else ()


def _failure(source: Source, error: BaseException) -> Failure:
    match error:
        case SourceError():
            return error.failure
        case TimeoutError():
            return Failure(FailureKind.TIMEOUT, "the provider gave up waiting")
    _log.error("source %s: its past could not be had", source.name, exc_info=error)
    words = f"the {source.kind} provider failed: {type(error).__name__}"
    return Failure(FailureKind.INTERNAL, words, "this is a fault of the console; the log has the details")
