"""The half of the recorder that runs on threads: looks become blocks at the end of the hour's file."""

from __future__ import annotations

import errno
import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from data.history.keeping import Plain
from data.models.series import Key
from data.recorder.blocks import Content, packed
from data.recorder.files import file_of, make_room, private_folder, size_of
from data.recorder.frames import Writing
from data.recorder.looks import Look, together
from data.recorder.pasts import pasts_section
from data.recorder.points import PointsOut

_WHOLE_S = 60.0
"""Seconds after which a block begins with everything again, so that any moment is near one."""
_HOURLY_BYTES = 20 * 2**20
_AT_ONCE = 0.4
"""Of the bytes of an hour, such a share may be used at its beginning."""
_HOUR = 3_600.0
_FLAGS = os.O_WRONLY | os.O_APPEND | os.O_CREAT | os.O_CLOEXEC | os.O_NOFOLLOW


class Appender:
    """Goes on where it left a file; after anything else only with what was seen anew."""

    def __init__(self, folder: Path, name: str, keep_bytes: int) -> None:
        self._folder = folder
        self._name = name
        self._keep_bytes = keep_bytes
        self._hourly_bytes = min(_HOURLY_BYTES, keep_bytes)
        self._writing = Writing()
        self._points = PointsOut()
        self._goes_on = False
        self._written = 0
        self._roomy_at = float("-inf")
        self._whole_at = float("-inf")
        self._owed_pasts: dict[Key, tuple[float, Plain]] = {}
        self._owed_notes: dict[str, Any] = {}
        self.losses = 0
        """How often something was lost: what is seen after that has to be seen anew."""

    def append(self, seen: Sequence[Look]) -> None:
        """Write it, a block for each file and clock. Raises OSError; then what is not written is lost."""
        try:
            for each in together(seen):
                self._append(each)
        except OSError:
            self._lose()
            raise

    def _append(self, seen: Sequence[Look]) -> None:
        first = seen[0].snapshot
        file = file_of(self._folder, first.at, self._name)
        if seen[0].anew:
            self._begin(file)
        elif not self._goes_on:
            return  # it builds on what was lost
        elif size_of(file) != self._written:  # removed by another console, or gone on with by one
            self._lose()
            return
        if self._written > self._hourly_bytes * _share(seen[0].at):
            self._pass_over(seen)  # sparser than every few seconds, but to the end of the hour
            return
        if first.elapsed - self._roomy_at >= _WHOLE_S:
            self._roomy_at = first.elapsed
            make_room(self._folder, self._keep_bytes, file)
        whole = first.elapsed - self._whole_at >= _WHOLE_S
        self._written += _appended(file, packed(self._content(seen, whole=whole)))
        self._goes_on = True
        if whole:
            self._whole_at = first.elapsed

    def _begin(self, file: Path) -> None:
        private_folder(file.parent)
        self._goes_on = False
        self._written = size_of(file) or 0
        self._points, self._roomy_at, self._whole_at = PointsOut(), float("-inf"), float("-inf")
        self._owed_pasts, self._owed_notes = {}, {}

    def _lose(self) -> None:
        self._goes_on = False
        self.losses += 1

    def _pass_over(self, seen: Sequence[Look]) -> None:
        """Leave frames and values out; what is told only once goes into the next block."""
        if not self._goes_on:
            self._lose()
        for each in seen:
            self._owed_pasts |= {key: (each.at, plain) for key, plain in each.pasts.items()}
            self._owed_notes |= each.notes

    def _content(self, seen: Sequence[Look], *, whole: bool) -> Content:
        frames = [
            self._writing.frame(each.snapshot, whole=whole and place == 0) for place, each in enumerate(seen)
        ]
        for each in seen:
            for state in (*each.heard, *each.snapshot.sources):
                self._points.take(state)
        moments = [each.at for each in seen]
        pasts = [(at, {key: plain}) for key, (at, plain) in self._owed_pasts.items()]
        notes = [(moments[0], self._owed_notes)] if self._owed_notes else []
        self._owed_pasts, self._owed_notes = {}, {}
        return Content(
            moments[0],
            self._points.section(whole=whole),
            [moments, frames],
            pasts_section(
                [*pasts, *((each.at, each.pasts) for each in seen)],
                [*notes, *((each.at, each.notes) for each in seen if each.notes)],
            ),
            whole,
            seen[0].anew,
        )


def _share(at: float) -> float:
    """The share of an hour's bytes that may have been written at that moment of it."""
    return _AT_ONCE + (1 - _AT_ONCE) * (at % _HOUR) / _HOUR


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
