"""The sink keeps each letter once and says that nothing was sent."""

from __future__ import annotations

from datetime import UTC, datetime

from data.channels.sink import Sink
from data.models.letter import Letter, Purpose

_LETTER = Letter("k1", "slack", Purpose.UPDATE, "", "all is well", datetime(2026, 11, 21, tzinfo=UTC))


async def test_a_letter_is_kept_once() -> None:
    sink = Sink()
    assert await sink.find(_LETTER, {}) is None
    first = await sink.send(_LETTER, {})
    again = await sink.send(_LETTER, {})
    assert first == again
    assert sink.letters == [_LETTER]
    assert "not sent" in first.words
