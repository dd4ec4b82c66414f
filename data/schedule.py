"""When a source is asked next: pure arithmetic on intervals, failures and chance."""

from __future__ import annotations

CEILING = 300.0
"""No source waits longer than this (seconds) because of failures, unless its interval is longer."""
_MOST_INTERVALS = 8
_JITTER = 0.1
_STAGGER = 0.005
_STAGGER_ALL = 2.0


def pause(every: float, failures: int, chance: float, retry_after: float | None = None) -> float:
    """Seconds from the start of one round to the start of the next.

    The interval doubles with each failure after the first, up to eight intervals and five
    minutes; `chance` in [0, 1) spreads it by ten per cent either way. What the source itself
    asked for (`retry_after`) is honoured up to the ceiling.
    """
    longest = max(every, min(CEILING, every * _MOST_INTERVALS))
    wait: float = min(longest, every * 2.0 ** min(max(failures - 1, 0), 10))
    if retry_after is not None:
        wait = max(wait, min(retry_after, CEILING))
    return wait * (1 + _JITTER * (2 * chance - 1))


def head_start(position: int, count: int) -> float:
    """Seconds after which the source at `position` of `count` is first asked: soon, not all at once."""
    return position * min(_STAGGER, _STAGGER_ALL / max(count, 1))


def stale_after(every: float) -> float:
    """The age (seconds since the last good answer) beyond which a source's readings are stale.

    Two intervals and a tenth: one round may be lost, and jitter is not lateness.
    """
    return every * 2.1
