"""How long until something is due, or by how much it is late: to the second only where that matters."""

from __future__ import annotations

from collections.abc import Iterable

from data.incidents.room import Room
from data.models.timer import Timer

LAST_S = 600.0
"""Within so many seconds of its end a clock is shown to the second."""
_HOUR = 3600.0
_DAY = 86_400.0


def precise(seconds: float) -> str:
    """A span that is over: ``3:12``, ``1:04:10``, ``2 d 4 h``."""
    whole = int(max(0.0, seconds))
    if whole < _HOUR:
        return f"{whole // 60}:{whole % 60:02}"
    if whole < _DAY:
        return f"{whole // 3600}:{whole % 3600 // 60:02}:{whole % 60:02}"
    return _coarse(whole)


def lasting(seconds: float) -> str:
    """A span that goes on, to the minute: ``42 min``, ``2 h 05 min``, ``3 d 4 h``."""
    return _coarse(int(max(0.0, seconds)))


def ahead(left: float) -> str:
    """``2:50``, ``12 min``, ``3 h 18 min``, ``47 h``; seconds only in the last minutes."""
    return precise(left) if left < LAST_S else _coarse(int(left))


def left_words(left: float) -> str:
    """``in 2:50`` before it is due, ``4:10 late`` after."""
    whole = int(left) if left >= 0 else -int(-left)
    return f"in {ahead(whole)}" if left > 0 else f"{ahead(-whole)} late"


def hurried(room: Room) -> bool:
    """Whether anything that is shown changes every second."""
    return any(_near(left) for left in _running(room))


def boxes(room: Room) -> Iterable[tuple[str, float]]:
    """The open tasks that have a time box, and what is left of it."""
    incident = room.incident
    moment = incident.steady(room.now, room.host)
    for task in incident.tasks:
        if task.box and task.done is None and not incident.stage.over:
            yield task.id, task.stamp.steady + task.box - moment


def _running(room: Room) -> Iterable[float]:
    yield from (timer.left for timer in room.clocks if timer.left is not None)
    yield from (left for _, left in boxes(room))


def _near(left: float) -> bool:
    return -LAST_S - 1 < left < LAST_S + 1


def took(timer: Timer) -> float | None:
    """Seconds from the beginning of a clock to what met it; None where it was met before it began."""
    if timer.done is None or timer.due is None or timer.repeats:
        return None
    spent = timer.seconds - (timer.due - timer.done).total_seconds()
    return spent if spent >= 0 else None


def _coarse(whole: int) -> str:
    if whole < _HOUR:
        return f"{whole // 60} min"
    if whole < _DAY:
        minutes = whole % 3600 // 60
        return (
            f"{whole // 3600} h {minutes:02} min" if minutes or whole < 10 * _HOUR else f"{whole // 3600} h"
        )
    hours = whole % 86400 // 3600
    return f"{whole // 86400} d {hours} h" if hours else f"{whole // 86400} d"
