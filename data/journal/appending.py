"""Where entries go: the day's file, and a new segment of it where that cannot be used."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

from data.errors import NotSaved
from data.journal.drafting import Prepared
from data.journal.locking import WAIT_S, LockBusy
from data.journal.names import LAST_SEGMENT, FileName
from data.journal.segments import Moved, Segment, SyncFailed
from data.journal.tails import TailUnknown
from data.models.entry import Entry

_ATTEMPTS = 4
"""How many files are tried before an append is given up for now."""


class Appender:
    """Appends batches of entries to the files of one machine. Used by one thread only.

    `tell` hears what a person should know while it happens; `notice` holds what should be
    known although everything is saved.
    """

    def __init__(self, root: Path, host: str, tell: Callable[[str], None], wait_s: float = WAIT_S) -> None:
        self._root = root
        self._host = host
        self._tell = tell
        self._wait_s = wait_s
        self._segment: Segment | None = None
        self.notice = ""

    def append(self, day: date, batch: Sequence[Prepared]) -> list[Entry]:
        """Write `batch` into `day`'s file; returns when it is on disk.

        Raises NotSaved, JournalRefused, OSError; then nothing of the batch counts as written.
        """
        segment = self._of_day(day)
        for attempt in range(_ATTEMPTS):
            try:
                entries, torn = segment.append(batch, self._wait_s, self._tell)
            except Moved as moved:
                self.notice = f"{moved}; it was opened anew"
                segment = self._of_day(day, afresh=True)
            except (LockBusy, SyncFailed, TailUnknown) as fault:
                if attempt == _ATTEMPTS - 1:
                    raise NotSaved(str(fault)) from fault
                segment = self._next(segment)
                self.notice = f"{fault}; writing goes on in {segment.path.name}"
            else:
                if torn:
                    self.notice = f"a torn entry was found and set aside in {torn}"
                return entries
        raise NotSaved("the journal's file is moved again and again")

    def close(self) -> None:
        """Let go of the open file."""
        if self._segment is not None:
            self._segment.close()
            self._segment = None

    def _of_day(self, day: date, *, afresh: bool = False) -> Segment:
        if self._segment is not None and (afresh or self._segment.name.day != day):
            self.close()
        if self._segment is None:
            self._segment = Segment(self._root, self._latest(day))
        return self._segment

    def _latest(self, day: date) -> FileName:
        """The last segment that is there, else the first."""
        name = FileName(day, self._host)
        while name.segment < LAST_SEGMENT:
            following = FileName(day, self._host, name.segment + 1)
            if not following.under(self._root).exists():
                break
            name = following
        return name

    def _next(self, segment: Segment) -> Segment:
        """A new segment after the one that cannot be used."""
        name = segment.name
        self.close()
        while name.segment < LAST_SEGMENT:
            name = FileName(name.day, name.host, name.segment + 1)
            try:
                self._segment = Segment(self._root, name, new=True)
            except FileExistsError:
                continue
            return self._segment
        raise NotSaved(f"{segment.path.name} cannot be used, and neither can {LAST_SEGMENT} segments of it")
