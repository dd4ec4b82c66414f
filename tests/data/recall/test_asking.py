from __future__ import annotations

import asyncio

from data.errors import SourceError
from data.models.failure import FailureKind
from data.models.past import Past, Window
from data.models.reading import Answer
from data.provider import Source
from data.recall.asking import Remembered, remembered, window_of
from tests.fakes import FakeProvider, answering
from tests.own_time import within

SERIES = Past("a.b", (), "count", (1.0,), (2.0,))


class Remembering(FakeProvider):
    """Tells one series, or does what its `trouble` is."""

    def __init__(self, trouble: str = "") -> None:
        async def act() -> Answer:
            raise AssertionError

        super().__init__(act)
        self._trouble = trouble

    async def past(self, window: Window) -> tuple[Past, ...]:
        if self._trouble == "hang":
            await asyncio.Event().wait()
        if self._trouble == "fault":
            raise KeyError("a fault of the provider's own")
        if self._trouble:
            raise SourceError(FailureKind.CONNECT, self._trouble)
        return (SERIES,)


def source(name: str, provider: FakeProvider) -> Source:
    return Source(name, "fake", "", 1.0, 0.05, True, provider)


async def test_each_source_tells_or_says_why_not_and_none_waits_for_another() -> None:
    with within(2):
        found = await remembered(
            [
                source("well", Remembering()),
                source("hung", Remembering("hang")),
                source("down", Remembering("connection refused")),
                source("broken", Remembering("fault")),
                source("forgetful", answering()),
            ],
            window_of(0.0, 86_400.0),
        )
    assert found == (
        Remembered("well", (SERIES,)),
        Remembered("hung", failure="its past did not come within 0.2 s"),
        Remembered("down", failure="connection refused"),
        Remembered("broken", failure="the fake provider failed: KeyError"),
    )


def test_a_long_span_has_no_more_points_than_a_short_one() -> None:
    assert window_of(0.0, 60.0).step == 60.0
    assert window_of(0.0, 60 * 86_400.0).step == 5184.0
