"""The state of everything, handed to the one screen that is seen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING

from textual.screen import Screen

from data.models.snapshot import Snapshot
from screens.frame import FrameScreen
from widgets.frame.standing import Standing

if TYPE_CHECKING:
    from console.chronicle import Chronicle
    from console.parts import Parts
    from data.models.entry import Entry
    from data.models.incident import Assigned
    from data.models.journal import JournalHealth

MODES = (
    ("health", "1", "Health"),
    ("performance", "2", "Performance"),
    ("cost", "3", "Cost"),
    ("security", "4", "Security"),
    ("business", "5", "Business"),
    ("checklists", "6", "Checklists"),
    ("runbooks", "7", "Runbooks"),
    ("incident", "8", "Incident"),
    ("journal", "9", "Journal"),
    ("alerts", "0", "Alerts"),
)
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
        return minute(self._parts.time.now())

    def publish(self, screen: Screen[object]) -> None:
        """Give a screen everything that is known now; those of incidents are given what these are made of."""
        of_incidents = isinstance(screen, FrameScreen) and screen.MODE == "incident"
        entries = self._chronicle.told if of_incidents else self._chronicle.entries
        if isinstance(screen, FrameScreen) and screen.MODE == "checklists" and screen.laid_out:
            screen.actions = self._actions()
        show(screen, self.standing(), self._parts.watch.store.snapshot(), entries)

    def _actions(self) -> tuple[Assigned, ...]:
        """The action items that are open, as far as incidents have been read."""
        incidents = self._chronicle.incidents
        if not incidents:
            return ()
        from data.incidents.actions import open_of  # noqa: PLC0415 - heavy, and for many never needed

        return open_of(incidents.values())


def show(
    screen: Screen[object], standing: Standing, snapshot: Snapshot, entries: Sequence[Entry] = ()
) -> None:
    """Put the state of things into a screen's reactives."""
    if not isinstance(screen, FrameScreen) or not screen.laid_out:
        return
    screen.standing = standing
    screen.modes = MODES
    screen.now = minute(snapshot.at)
    screen.entries = tuple(entries)
    screen.snapshot = snapshot


def minute(moment: datetime) -> datetime:
    """A moment without its seconds."""
    return moment.replace(second=0, microsecond=0)


def _saving(health: JournalHealth) -> tuple[str, bool]:
    if health.not_saved:
        return f"NOT SAVED: {len(health.unsaved)}", True
    if health.view_only:
        return "VIEW ONLY", False
    return ("saving…", False) if health.saving and health.message else ("", False)
