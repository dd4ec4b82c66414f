"""Writes down what the store holds, every second that something changed, a block every few seconds.

Looking costs the event loop next to nothing, since snapshots are frozen; turning them into
bytes is for a thread. Whatever the disk does, nobody waits for it.
"""

from __future__ import annotations

import errno
import logging
import os
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from data.models.snapshot import Snapshot, SourceState
from data.recorder.blocks import Content, packed
from data.recorder.files import file_of, make_room, private_folder
from data.recorder.frames import Writing
from data.recorder.pasts import Notes, Pasts, pasts_section
from data.recorder.points import PointsOut

LOOK_S = 1.0
"""Seconds between two looks."""
FLUSH_S = 4.0
"""Seconds between two blocks: with the look before it, less than five are lost by a kill."""
REST_S = 10.0
"""Seconds after which it is noted that nothing has changed, so that this is not taken for a gap."""
_WHOLE_S = 60.0
"""Seconds after which a block begins with everything again, so that any moment is near one."""
_JUMP_S = 1.0
"""Seconds by which the clock must have been moved, for what follows to be told apart."""
_HOURLY_BYTES = 20 * 2**20
_AT_ONCE = 0.4
"""Of the bytes of an hour, such a share may be used at its beginning."""
_HOUR = 3_600.0
_FLAGS = os.O_WRONLY | os.O_APPEND | os.O_CREAT | os.O_CLOEXEC | os.O_NOFOLLOW

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Look:
    """What was seen at one moment; `anew` where it has nothing to do with what was seen before.

    `heard` is what sources came to since the look before: one may have answered more than once.
    `notes` are those that have changed since the look before it.
    """

    snapshot: Snapshot
    pasts: Pasts = field(default_factory=dict)
    notes: Notes = field(default_factory=dict)
    anew: bool = False
    heard: tuple[SourceState, ...] = ()


def _no_pasts(all: bool) -> Pasts:
    return {}


def _no_notes() -> Notes:
    return {}


class Recorder:
    """Belongs to the event loop but for `write`, which is called on a thread."""

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
        self._keep_bytes = keep_bytes
        self._hourly_bytes = min(_HOURLY_BYTES, keep_bytes)
        self._pasts = pasts
        self._notes = notes
        self._noted: Notes = {}
        self._lock = threading.Lock()
        self._seen: list[Look] = []
        self._heard: list[SourceState] = []
        self._last: Snapshot | None = None
        self._writing = Writing()
        self._points = PointsOut()
        self._lost = False
        self._written = 0
        self._roomy_at = float("-inf")
        self._whole_at = float("-inf")
        self.trouble = ""
        """Why nothing can be written now, in words."""

    def hear(self, state: SourceState) -> None:
        """Remember what a source came to, though it may come to something else before the next look."""
        self._heard.append(state)

    def look(self, snapshot: Snapshot) -> None:
        """Remember a snapshot until it is written; twice within seconds only where the notes are others."""
        last, noted = self._last, self._notes()
        anew = last is None or self._lost or self._apart(last, snapshot)
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
        self._last, self._lost, self._noted = snapshot, False, noted
        heard, self._heard = self._heard, []
        past = () if anew else tuple(heard)  # anew, the whole past is written, with these values in it
        self._seen.append(Look(snapshot, self._pasts(anew), others, anew, past))

    def waiting(self) -> list[Look]:
        """What has been seen and not yet been handed over to be written."""
        seen, self._seen = self._seen, []
        return seen

    def write(self, seen: list[Look]) -> None:
        """Append it, a block for each file and clock; what cannot be written is said once and lost."""
        if not seen:
            return
        try:
            with self._lock:
                for each in _together(seen):
                    self._append(each)
        except OSError as error:
            if not self.trouble:
                _log.warning("the flight recorder cannot write: %s", error.strerror)
            self.trouble = f"not recorded: {error.strerror}"
            self._lost = True
        else:
            self.trouble = ""

    def _apart(self, last: Snapshot, snapshot: Snapshot) -> bool:
        """Whether the hour has changed, or the clock was moved."""
        if file_of(self._folder, last.at, self._name) != file_of(self._folder, snapshot.at, self._name):
            return True
        moved = _seconds(snapshot.at) - _seconds(last.at) - (snapshot.elapsed - last.elapsed)
        return abs(moved) > _JUMP_S

    def _append(self, seen: list[Look]) -> None:
        first = seen[0].snapshot
        file = file_of(self._folder, first.at, self._name)
        if seen[0].anew:
            private_folder(file.parent)
            self._written = file.stat().st_size if file.exists() else 0
            self._points, self._roomy_at, self._whole_at = PointsOut(), float("-inf"), float("-inf")
        if self._written > self._hourly_bytes * _share(first.at):
            self._lost = self._lost or seen[0].anew
            return  # sparser than every few seconds, but to the end of the hour
        if first.elapsed - self._roomy_at >= _WHOLE_S:
            self._roomy_at = first.elapsed
            make_room(self._folder, self._keep_bytes, file)
        whole = first.elapsed - self._whole_at >= _WHOLE_S
        self._written += _appended(file, packed(self._content(seen, whole=whole)))
        if whole:
            self._whole_at = first.elapsed

    def _content(self, seen: list[Look], *, whole: bool) -> Content:
        frames = [
            self._writing.frame(each.snapshot, whole=whole and place == 0) for place, each in enumerate(seen)
        ]
        for each in seen:
            for state in (*each.heard, *each.snapshot.sources):
                self._points.take(state)
        moments = [_seconds(each.snapshot.at) for each in seen]
        return Content(
            moments[0],
            self._points.section(whole=whole),
            [moments, frames],
            pasts_section(
                ((at, each.pasts) for at, each in zip(moments, seen, strict=True)),
                ((at, each.notes) for at, each in zip(moments, seen, strict=True) if each.notes),
            ),
            whole,
            seen[0].anew,
        )


def _together(seen: list[Look]) -> Iterator[list[Look]]:
    """What is seen anew begins a block of its own."""
    begins = [place for place, each in enumerate(seen) if each.anew or place == 0]
    for first, last in zip(begins, [*begins[1:], len(seen)], strict=True):
        yield seen[first:last]


def _share(at: datetime) -> float:
    """The share of an hour's bytes that may have been written at that moment of it."""
    return _AT_ONCE + (1 - _AT_ONCE) * (_seconds(at) % _HOUR) / _HOUR


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
