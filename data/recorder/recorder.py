"""Writes down what the store holds, every second that something changed, a block every few seconds.

Looking costs the event loop next to nothing, since snapshots are frozen; turning them into
bytes is for a thread. Whatever the disk does, nobody waits for it.
"""

from __future__ import annotations

import logging
import threading
from collections import deque
from collections.abc import Callable
from pathlib import Path

from data.models.snapshot import Snapshot, SourceState
from data.recorder.appending import Appender
from data.recorder.files import file_of
from data.recorder.looks import Look, seconds
from data.recorder.pasts import Notes, Pasts

LOOK_S = 1.0
"""Seconds between two looks."""
FLUSH_S = 4.0
"""Seconds between two blocks: with the look before it, less than five are lost by a kill."""
REST_S = 10.0
"""Seconds after which it is noted that nothing has changed, so that this is not taken for a gap."""
_JUMP_S = 1.0
"""Seconds by which the clock must have been moved on, for what follows to be told apart."""
_MOST_HEARD = 10_000
"""So much of what sources came to is remembered until somebody looks."""

_log = logging.getLogger(__name__)


def _no_pasts(all: bool) -> Pasts:
    return {}


def _no_notes() -> Notes:
    return {}


class Recorder:
    """Belongs to the event loop but for `write`, which is called on threads.

    These two share what waits to be written, and the count of losses; nothing else.
    """

    def __init__(
        self,
        folder: Path,
        name: str,
        keep_bytes: int,
        pasts: Callable[[bool], Pasts] = _no_pasts,
        notes: Callable[[], Notes] = _no_notes,
    ) -> None:
        """`name` tells this console's files from those of others that record at the same time.

        `pasts` tells what is kept of all series, or of those that were filled in since it was asked;
        `notes` what else belongs to the pictures of this console.
        """
        self._folder = folder
        self._name = name
        self._pasts = pasts
        self._notes = notes
        self._noted: Notes = {}
        self._waiting: deque[Look] = deque()
        self._heard: list[SourceState] = []
        self._last: Snapshot | None = None
        self._losses = 0
        self._lock = threading.Lock()
        self._appender = Appender(folder, name, keep_bytes)
        self.trouble = ""
        """Why nothing can be written now, in words."""

    def hear(self, state: SourceState) -> None:
        """Remember what a source came to, though it may come to something else before the next look."""
        if len(self._heard) >= _MOST_HEARD:  # a block takes very long: what comes after it begins anew
            self._heard.clear()
            self._last = None
        self._heard.append(state)

    def look(self, snapshot: Snapshot) -> None:
        """Remember a snapshot until it is written; twice within seconds only where the notes are others."""
        last, noted, losses = self._last, self._notes(), self._appender.losses
        anew = last is None or losses != self._losses or self._apart(last, snapshot)
        others = (
            noted if anew else {name: said for name, said in noted.items() if said != self._noted.get(name)}
        )
        if (
            not (anew or others)
            and last is not None
            and snapshot.generation == last.generation
            and snapshot.elapsed - last.elapsed < REST_S
        ):
            return
        self._last, self._losses, self._noted = snapshot, losses, noted
        heard, self._heard = self._heard, []
        past = () if anew else tuple(heard)  # anew, the whole past is written, with these values in it
        self._waiting.append(Look(snapshot, self._pasts(anew), others, anew, past))

    def waiting(self) -> list[Look]:
        """Take what has been seen and not yet been written, in its order."""
        return [self._waiting.popleft() for _ in range(len(self._waiting))]

    def write(self) -> None:
        """Append what has been seen; what cannot be written is said once and lost.

        It is taken only when its turn has come, so that blocks stand in the order of what they hold,
        whichever thread comes first.
        """
        with self._lock:
            seen = self.waiting()
            if not seen:
                return
            try:
                self._appender.append(seen)
            except OSError as error:
                if not self.trouble:
                    _log.warning("the flight recorder cannot write: %s", error.strerror)
                self.trouble = f"not recorded: {error.strerror}"
            else:
                self.trouble = ""

    def _apart(self, last: Snapshot, snapshot: Snapshot) -> bool:
        """Whether the hour has changed, or the clock was moved."""
        if file_of(self._folder, last.at, self._name) != file_of(self._folder, snapshot.at, self._name):
            return True
        went = seconds(snapshot.at) - seconds(last.at)
        return went < 0 or abs(went - (snapshot.elapsed - last.elapsed)) > _JUMP_S
