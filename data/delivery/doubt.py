"""Letters in doubt: looking for one, so that it is neither lost nor sent twice."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from typing import TypeVar

from data.channel import NotDelivered
from data.config.channel import ChannelSettings
from data.models.failure import FailureKind

T = TypeVar("T")

_STILL_AT_IT_S = 2.0


@contextmanager
def looking() -> Iterator[None]:
    """Whatever fails while a letter in doubt is looked for leaves it in doubt."""
    try:
        yield
    except NotDelivered as error:
        failure = error.failure
        raise NotDelivered(
            failure.kind,
            failure.message,
            failure.remedy,
            certain=False,
            final=error.final,
            retry_after=failure.retry_after,
        ) from None


async def looked_for(look: Callable[[], Awaitable[T | None]], settings: ChannelSettings) -> T | None:
    """What `look` finds, at once or a little later: a slow server may still be at work on it."""
    found = await look()
    if found is None:
        await asyncio.sleep(min(_STILL_AT_IT_S, settings.timeout / 4))
        found = await look()
    return found


def cannot_tell(words: str) -> NotDelivered:
    """The other side keeps nothing that a letter could be known by."""
    return NotDelivered(
        FailureKind.BAD_ANSWER,
        words,
        "look there: if it came, outbox arrived, else outbox retry",
        certain=False,
        final=True,
    )
