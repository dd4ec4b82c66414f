"""Times and spans of an incident in words that are right to the second."""

from __future__ import annotations

from datetime import date, datetime, tzinfo


def span(seconds: float) -> str:
    """``10 s``, ``4 min 10 s``, ``1 h 05 min``, ``2 d 3 h``; its own opposite where it is below nought."""
    whole = round(abs(seconds))
    if whole < 60:
        return f"{whole} s"
    minutes, second = divmod(whole, 60)
    if minutes < 60:
        return f"{minutes} min {second:02} s" if second else f"{minutes} min"
    hours, minute = divmod(minutes, 60)
    if hours < 48:
        parts = (
            f"{hours} h",
            f"{minute:02} min" if minute or second else "",
            f"{second:02} s" if second else "",
        )
        return " ".join(part for part in parts if part)
    days, hour = divmod(hours, 24)
    return f"{days} d {hour} h" if hour else f"{days} d"


def until(left: float, past: str = "over") -> str:
    """``in 5 min``, ``now``, or ``10 s over`` where it is below nought."""
    if not round(left):
        return "now"
    return f"in {span(left)}" if left > 0 else f"{span(left)} {past}"


def clock_time(moment: datetime, zone: tzinfo, today: date) -> str:
    """``09:34``, with the date before it where it is not today's."""
    at = moment.astimezone(zone)
    return f"{at:%H:%M}" if at.date() == today else f"{at:%Y-%m-%d %H:%M}"
