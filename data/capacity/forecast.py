"""When a trend reaches a limit, in words that do not promise more than is known."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from data.capacity.trend import LEAST_DAYS, TooLittle, Trend

_HORIZON = 365.0
"""Days beyond which no straight line is to be believed."""


class Reach(StrEnum):
    """How a trend stands to a limit."""

    REACHED = "reached"
    NEARS = "nears"
    NOT_SO = "not at this trend"
    UNSURE = "unsure"
    TOO_LITTLE = "too little data"


@dataclass(frozen=True, slots=True)
class Forecast:
    """Days until the limit, with the soonest and the latest; `latest` is None where it may never come."""

    reach: Reach
    words: str
    days: float | None = None
    soonest: float | None = None
    latest: float | None = None


def forecast(line: Trend | TooLittle, value: float | None, number: float, *, above: bool) -> Forecast:
    """When `number` is passed, upwards if `above`; `value` is the one of now where it is known."""
    if value is not None and (value > number if above else value < number):
        return Forecast(Reach.REACHED, "it was beyond for most of the last hour", 0.0, 0.0, 0.0)
    if isinstance(line, TooLittle):
        return Forecast(Reach.TOO_LITTLE, _too_little(line))
    sign = 1.0 if above else -1.0
    way = sign * (number - line.level)
    slope = sign * line.slope
    slow, fast = sorted((sign * line.low, sign * line.high))
    days = _days(way, slope)
    if days is None or days > _HORIZON:
        direction = "flat" if slow <= 0 <= fast else "away from it" if slope < 0 else "slow"
        return Forecast(Reach.NOT_SO, f"over {line.days:.0f} d its trend is {direction}")
    soonest, latest = _days(way, fast), _days(way, slow)
    if latest is None or latest > _HORIZON:
        words = f"in {_about(days)} if at all, {_about(soonest)} at the soonest: it wavers too much to say"
        return Forecast(Reach.UNSURE, words, days, soonest, None)
    words = f"in {_about(days)}, between {_about(soonest)} and {_about(latest)}, from {line.days:.0f} d"
    return Forecast(Reach.NEARS, words, days, soonest, latest)


def _days(way: float, slope: float) -> float | None:
    """Days until a way is gone at so much a day; None where it leads elsewhere."""
    if way <= 0:
        return 0.0
    return way / slope if slope > 0 else None


def _too_little(line: TooLittle) -> str:
    if line.days < LEAST_DAYS:
        had = f"{line.days * 24:.0f} h" if line.days < 2 else f"{line.days:.1f} d"
        return f"too little data: {had} of at least {LEAST_DAYS:.0f} d"
    return f"too little data: {line.hours} hours with values in {line.days:.0f} d"


def _about(days: float | None) -> str:
    if days is None:
        return "never"
    if days < 2:
        return f"{days * 24:.0f} h"
    return f"{days:.0f} d"
