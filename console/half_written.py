"""Keeps what people have typed and not finished: a little later than typed, off the event loop."""

from __future__ import annotations

import threading
from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from data.procedures.draft_store import DraftStore, HalfWritten

NOTES = "notes"
"""The place of notes that belong to no run."""
_OPEN = "open-run"
_DELAY = 0.25


class HalfWrittenTexts:
    """Half-written texts by place (a run) and key; saved within a quarter of a second.

    Its timer is a thread of its own, so that a terminal that blocks cannot hold it up. With
    `keeping` false nothing is written to disk.
    """

    def __init__(self, store: DraftStore, *, keeping: bool = True) -> None:
        self._store = store
        self._keeping = keeping
        self._lock = threading.Lock()
        self._places: dict[str, HalfWritten] = {}
        self._dirty: set[str] = set()
        self._timer: threading.Timer | None = None
        self._taken_up = False

    def text(self, place: str, key: str) -> str:
        """What was begun and not finished."""
        return self._place(place).notes.get(key, "")

    def cursor(self, place: str) -> str:
        """The item that somebody was at."""
        return self._place(place).cursor

    def typed(self, place: str, key: str, text: str) -> None:
        """Keep a text; an empty one is forgotten."""
        half = self._place(place)
        self._put(place, replace(half, notes={**half.notes, key: text}))

    def at(self, place: str, cursor: str) -> None:
        """Keep the item that somebody is at."""
        self._put(place, replace(self._place(place), cursor=cursor))

    def finished(self, place: str) -> None:
        """Forget all of a run that has been signed."""
        self._put(place, replace(self._place(place), cursor="", notes={}))
        self.opened("")

    def opened(self, run: str) -> None:
        """Somebody works on this run now; empty when it is left."""
        self._taken_up = True
        self.at(_OPEN, run)

    @property
    def open_run(self) -> str:
        """The run that somebody was working on when the console ended, until one is opened here."""
        return "" if self._taken_up else self.cursor(_OPEN)

    def flush(self) -> None:
        """Save now; may take as long as the disk does."""
        with self._lock:
            waiting = [(place, self._places[place]) for place in self._dirty]
            self._dirty.clear()
            if self._timer is not None:
                self._timer.cancel()
                self._timer = None
        for place, half in waiting:
            self._store.save(place, half)

    def _place(self, place: str) -> HalfWritten:
        with self._lock:
            if place not in self._places:
                self._places[place] = self._store.load(place)
            return self._places[place]

    def _put(self, place: str, half: HalfWritten) -> None:
        with self._lock:
            if self._places.get(place) == half:
                return
            self._places[place] = half
            if not self._keeping:
                return
            self._dirty.add(place)
            if self._timer is None:
                self._timer = threading.Timer(_DELAY, self.flush)
                self._timer.daemon = True
                self._timer.start()
