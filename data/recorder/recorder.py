"""Writes down what the store holds, every second that something changed, a block every few seconds.

Looking costs the event loop next to nothing, since snapshots are frozen; turning them into
bytes is for a thread. Whatever the disk does, nobody waits for it.
"""

from __future__ import annotations

import errno
import logging
import os
import threading
from datetime import UTC, datetime
from pathlib import Path

from data.models.snapshot import Snapshot
from data.recorder.blocks import packed
from data.recorder.files import file_of, make_room
from data.recorder.frames import Writing
from data.recorder.points import PointsOut

LOOK_S = 1.0
"""Seconds between two looks."""
FLUSH_S = 4.0
"""Seconds between two blocks: with the look before it, less than five are lost by a kill."""
_WHOLE_S = 60.0
"""Seconds after which a block begins with everything again, so that any moment is near one."""
_HOURLY_BYTES = 20 * 2**20
_FLAGS = os.O_WRONLY | os.O_APPEND | os.O_CREAT | os.O_CLOEXEC | os.O_NOFOLLOW

_log = logging.getLogger(__name__)


class Recorder:
    """Belongs to the event loop but for `write`, which is called on a thread."""

    def __init__(self, folder: Path, name: str, keep_bytes: int) -> None:
        """`name` tells this console's files from those of others that record at the same time."""
        self._folder = folder
        self._name = name
        self._keep_bytes = keep_bytes
        self._lock = threading.Lock()
        self._seen: list[Snapshot] = []
        self._generation = -1
        self._writing = Writing()
        self._points = PointsOut()
        self._file: Path | None = None
        self._written = 0
        self._whole_at = float("-inf")
        self.trouble = ""
        """Why nothing can be written now, in words."""

    def look(self, snapshot: Snapshot) -> None:
        """Remember a snapshot until it is written; one that was seen before is not."""
        if snapshot.generation != self._generation:
            self._generation = snapshot.generation
            self._seen.append(snapshot)

    def waiting(self) -> list[Snapshot]:
        """What has been seen and not yet been handed over to be written."""
        seen, self._seen = self._seen, []
        return seen

    def write(self, seen: list[Snapshot]) -> None:
        """Append a block; what cannot be written is said once and lost."""
        if not seen:
            return
        try:
            with self._lock:
                self._append(seen)
        except OSError as error:
            if not self.trouble:
                _log.warning("the flight recorder cannot write: %s", error.strerror)
            self.trouble = f"not recorded: {error.strerror}"
            self._file = None
        else:
            self.trouble = ""

    def _append(self, seen: list[Snapshot]) -> None:
        first = seen[0]
        file = file_of(self._folder, first.at, self._name)
        if file != self._file:
            file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            make_room(self._folder, self._keep_bytes)
            self._file, self._written, self._whole_at = file, 0, float("-inf")
        if self._written >= _HOURLY_BYTES:
            return
        whole = first.elapsed - self._whole_at >= _WHOLE_S
        if whole:
            self._whole_at = first.elapsed
        frames = [self._writing.frame(each, whole=whole and each is first) for each in seen]
        for each in seen:
            for state in each.sources:
                self._points.take(state)
        values = self._points.section(whole=whole)
        moments = [_seconds(each.at) for each in seen]
        self._written += _appended(file, packed(moments[0], values, [moments, frames], whole=whole))


def _appended(file: Path, block: bytes) -> int:
    """Append a block whole or not at all; its size. Raises OSError."""
    descriptor = os.open(file, _FLAGS, 0o600)
    try:
        before = os.fstat(descriptor).st_size
        if os.write(descriptor, block) < len(block):
            os.ftruncate(descriptor, before)
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
    finally:
        os.close(descriptor)
    return len(block)


def _seconds(moment: datetime) -> float:
    return moment.astimezone(UTC).timestamp()
