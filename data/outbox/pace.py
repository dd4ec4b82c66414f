"""How long a letter waits after a setback: longer each time, spread by chance, never for ever."""

from __future__ import annotations

from datetime import datetime

from data.models.outbox import Posted

_FIRST_S = 1.0
LONGEST_S = 60.0
"""The longest pause (seconds) that the outbox takes by itself."""
ASKED_S = 900.0
"""The longest pause (seconds) that another side can ask for."""


def pause(setbacks: int, chance: float, retry_after: float | None = None) -> float:
    """Seconds until the next try after so many setbacks in a row.

    They double up to a minute; half of each is left to `chance` in [0, 1). What the other side
    asked for is waited at least, up to a quarter of an hour.
    """
    wait: float = min(LONGEST_S, _FIRST_S * 2.0 ** min(max(setbacks - 1, 0), 10)) * (1 + chance) / 2
    return wait if retry_after is None else max(wait, min(retry_after, ASKED_S))


def setbacks_of(posted: Posted) -> int:
    """How many setbacks in a row a letter had since somebody last said that it shall go on."""
    since = posted.asked or 0
    return sum(len(each.setbacks) for each in posted.attempts if each.number > since)


def left(posted: Posted, now: datetime) -> float:
    """Seconds until a letter may be tried again, by the wall clock; never more than was set.

    So a clock that was moved back costs one pause at most, and one moved forward saves one.
    """
    setback = posted.setback
    if setback is None:
        return 0.0
    waited = now.timestamp() - setback.at.timestamp()
    return min(max(setback.after - waited, 0.0), setback.after)


class Waits:
    """Remembers on the steady scale until when each letter waits, from the first time it was seen."""

    def __init__(self) -> None:
        self._ready: dict[str, float] = {}

    def ready(self, posted: Posted, now: datetime, steady: float) -> float:
        """When it may be tried again, on the steady scale."""
        setback = posted.setback
        if setback is None:
            return steady
        return self._ready.setdefault(setback.entry, steady + left(posted, now))

    def hurry(self, outbox: tuple[Posted, ...], steady: float) -> None:
        """Wait no longer for any of these letters."""
        for posted in outbox:
            if posted.setback is not None:
                self._ready[posted.setback.entry] = steady
