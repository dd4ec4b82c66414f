"""The state of everything, handed to the one screen that is seen."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from textual.screen import Screen

from console.chronicle import Chronicle
from console.opening import Parts
from data.models.journal import JournalHealth, SaveState
from screens.frame import FrameScreen
from widgets.standing import Standing

MODES = (("health", "1", "Health"), ("checklists", "6", "Checklists"), ("journal", "9", "Journal"))
"""Mode, number key, title; the numbers of screens do not change when others come."""


class Publisher:
    """Knows where the truth is and puts it into a screen's reactives."""

    def __init__(self, parts: Parts, chronicle: Chronicle) -> None:
        self._parts = parts
        self._chronicle = chronicle

    def standing(self) -> Standing:
        """Who and where, and whether what was typed is on disk."""
        words, alarm = _saving(self._parts.journal.health)
        return replace(self._parts.standing, journal=words, alarm=alarm)

    def minute(self) -> datetime:
        """The time that banners show."""
        return self._parts.time.now().replace(second=0, microsecond=0)

    def publish(self, screen: Screen[object]) -> None:
        """Give a screen everything that is known now."""
        if not isinstance(screen, FrameScreen) or not screen.laid_out:
            return
        screen.standing = self.standing()
        screen.modes = MODES
        screen.now = self.minute()
        screen.entries = self._chronicle.entries
        screen.snapshot = self._parts.watch.store.snapshot()


def _saving(health: JournalHealth) -> tuple[str, bool]:
    match health.state:
        case SaveState.NOT_SAVED:
            return f"NOT SAVED: {len(health.unsaved)}", True
        case SaveState.VIEW_ONLY:
            return "VIEW ONLY", False
        case SaveState.SAVING:
            return ("saving…", False) if health.message else ("", False)
        case SaveState.SAVED:
            return "", False
