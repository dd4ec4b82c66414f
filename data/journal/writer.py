"""The one thread that writes. It depends on no screen and no event loop.

What cannot be saved stays here, in order, and is tried again; nobody is told that it is saved.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from contextlib import suppress
from itertools import groupby
from queue import Empty, SimpleQueue

from data.errors import NotSaved, OpsError
from data.journal.appending import Appender
from data.journal.drafting import Prepared
from data.journal.faults import in_words
from data.models.entry import Entry
from data.models.journal import JournalHealth, SaveState

RETRIES_S = (0.5, 1.0, 2.0, 5.0, 10.0)
"""Pauses between attempts; the last goes on for ever."""
_SHORTEST_PAUSE_S = 0.25
_BATCH_BYTES = 4 * 1024 * 1024

Pending = tuple[Prepared, Future[Entry]]


class Writer:
    """Takes prepared entries, and resolves their futures when they are on disk."""

    def __init__(self, appender: Appender, tell: Callable[[tuple[Entry, ...]], None]) -> None:
        """`tell` hears of saved entries, and of a changed health with none."""
        self.appender = appender
        self._tell = tell
        self._wake: SimpleQueue[None] = SimpleQueue()
        self._waiting: list[Pending] = []
        self._fault: tuple[str, str] | None = None
        self._holdup = ""
        self._closing = False
        self._telling = False
        self._thread = threading.Thread(target=self._run, name="journal-writer", daemon=True)
        self._lock = threading.Lock()
        self._started = False

    def submit(self, prepared: Prepared) -> Future[Entry]:
        """Hand over an entry; never waits. After `close` the future fails with NotSaved."""
        future: Future[Entry] = Future()
        future.set_running_or_notify_cancel()
        with self._lock:
            if self._closing:
                future.set_exception(NotSaved("the journal is closed"))
                return future
            self._waiting.append((prepared, future))
            if not self._started:
                self._started = True
                self._thread.start()
        self._wake.put(None)
        return future

    @property
    def health(self) -> JournalHealth:
        """How the writing goes."""
        with self._lock:
            waiting, fault, holdup = tuple(self._waiting), self._fault, self._holdup
        unsaved = tuple(prepared.entry() for prepared, _ in waiting)
        if fault is not None:
            return JournalHealth(SaveState.NOT_SAVED, fault[0], fault[1], unsaved)
        if waiting:
            return JournalHealth(SaveState.SAVING, holdup, "", unsaved)
        return JournalHealth(SaveState.SAVED, self.appender.notice)

    @property
    def idle(self) -> bool:
        """Whether nothing waits, and what was saved has been passed on."""
        with self._lock:
            return not self._waiting and not self._telling

    def hold_up(self, words: str) -> None:
        """Say what the writing waits for; called by the appender."""
        with self._lock:
            self._holdup = words
        self._tell(())

    def close(self, timeout: float) -> tuple[Entry, ...]:
        """Write what is there, at most for `timeout` seconds, and return what is not saved."""
        with self._lock:
            self._closing = True
        self._wake.put(None)
        if self._started:
            self._thread.join(timeout)
        return self.health.unsaved

    def dismiss(self) -> None:
        """The notice has been seen."""
        self.appender.notice = ""

    def _run(self) -> None:
        failures, ended = 0, False
        try:
            while self._has_work(failures):
                last = self._closing
                failures = failures + 1 if self._save_waiting(one_by_one=failures > 0) else 0
                if last and failures:
                    break
            ended = True
        finally:
            self.appender.close()
            if not ended:  # by an error of ours: loud, and nothing is called saved
                self._failed(("the journal's writer has stopped", "copy what is not saved, then start anew"))

    def _has_work(self, failures: int) -> bool:
        """Wait for something to do; False when all is done and no more will come."""
        if self._waiting and not failures:
            return True
        if failures and not self._closing:
            # While writing fails, new words do not make it try more often than this.
            time.sleep(_SHORTEST_PAUSE_S)
        if self._waiting and self._closing:
            return True
        with suppress(Empty):
            self._wake.get(timeout=RETRIES_S[min(failures, len(RETRIES_S)) - 1] if failures else None)
            while True:
                self._wake.get_nowait()
        return bool(self._waiting) or not self._closing

    def _save_waiting(self, *, one_by_one: bool) -> bool:
        """Try to save all that waits; True where something could not be saved."""
        with self._lock:
            waiting = tuple(self._waiting)
        for batch in _batches(waiting, 0 if one_by_one else _BATCH_BYTES):
            try:
                day = batch[0][0].file_day
                entries = self.appender.append(day, [prepared for prepared, _ in batch])
            except (OSError, OpsError) as error:
                self._failed(in_words(error))
                return True
            self._done(batch, entries)
        return False

    def _failed(self, fault: tuple[str, str]) -> None:
        with self._lock:
            self._fault, self._holdup = fault, ""
        self._tell(())

    def _done(self, batch: list[Pending], entries: list[Entry]) -> None:
        with self._lock:
            del self._waiting[: len(batch)]
            self._fault, self._holdup = None, ""
            self._telling = True
        for (_, future), entry in zip(batch, entries, strict=True):
            future.set_result(entry)
        self._tell(tuple(entries))
        self._telling = False


def _batches(waiting: Sequence[Pending], limit: int) -> list[list[Pending]]:
    """What can be written at once: entries of one day, in order, up to so many bytes."""
    batches: list[list[Pending]] = []
    for _, group in groupby(waiting, key=lambda pending: pending[0].file_day):
        size = limit
        for pending in group:
            length = pending[0].length
            if size + length > limit:
                batches.append([])
                size = 0
            batches[-1].append(pending)
            size += length
    return batches
