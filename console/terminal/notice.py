"""Notifications, held to a number that a person can read and a terminal can draw."""

from __future__ import annotations

from dataclasses import dataclass, replace
from threading import Lock
from typing import Literal

Severity = Literal["information", "warning", "error"]

LIMIT = 5
"""So many notifications stand on the screen at once."""
_WAITING_LIMIT = 100
_WEIGHT = {"information": 0, "warning": 1, "error": 2}


@dataclass(frozen=True, slots=True)
class Notice:
    """One thing to be told, and how often it was."""

    message: str
    title: str = ""
    severity: Severity = "information"
    seconds: float | None = None
    times: int = 1

    @property
    def words(self) -> str:
        """The message, with how often it came."""
        return self.message if self.times == 1 else f"{self.message} (×{self.times})"


class NoticeQueue:
    """Gathers what comes in a burst: the same things are counted, the rest is cut to the worst."""

    def __init__(self) -> None:
        self._waiting: dict[tuple[str, str, str], Notice] = {}
        self._left_out = 0
        self._lock = Lock()

    def add(self, notice: Notice) -> None:
        """Take one in; from any thread."""
        key = (notice.message, notice.title, notice.severity)
        with self._lock:
            known = self._waiting.get(key)
            if known is not None:
                self._waiting[key] = replace(known, times=known.times + 1)
            elif len(self._waiting) < _WAITING_LIMIT:
                self._waiting[key] = notice
            else:
                self._left_out += 1

    def take(self) -> list[Notice]:
        """What to show now, the worst kept and the last of them last; the queue is empty after."""
        with self._lock:
            waiting = list(self._waiting.values())
            left_out, self._left_out = self._left_out, 0
            self._waiting.clear()
        room = LIMIT if len(waiting) <= LIMIT and not left_out else LIMIT - 1
        ranked = sorted(range(len(waiting)), key=lambda i: (_WEIGHT[waiting[i].severity], i))
        kept = sorted(ranked[-room:])
        shown = [waiting[index] for index in kept]
        left_out += len(waiting) - len(shown)
        if left_out:
            shown.append(Notice(f"{left_out} more notifications are not shown"))
        return shown
