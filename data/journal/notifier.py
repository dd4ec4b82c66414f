"""Telling listeners, on a thread of its own: a listener that is slow or fails holds up nothing."""

from __future__ import annotations

import threading
from collections.abc import Callable
from queue import Queue

from data.models.journal import JournalNews

Listener = Callable[[JournalNews], object]


class Notifier:
    """Hands news to listeners in order. The thread begins with the first listener."""

    def __init__(self) -> None:
        self._listeners: list[Listener] = []
        self._news: Queue[JournalNews | None] = Queue()
        self._closed = False
        self._thread: threading.Thread | None = None

    @property
    def wanted(self) -> bool:
        """Whether anybody listens."""
        return bool(self._listeners)

    @property
    def idle(self) -> bool:
        """Whether everybody has been told of everything."""
        return not self._news.unfinished_tasks

    def listen(self, listener: Listener) -> Callable[[], None]:
        """Add a listener; the function returned takes it away again."""
        if self._thread is None:
            self._start()
        self._listeners.append(listener)
        return lambda: self._listeners.remove(listener) if listener in self._listeners else None

    def tell(self, news: JournalNews) -> None:
        """Pass on news, soon."""
        if self._listeners:
            self._news.put(news)

    def close(self, timeout: float) -> None:
        """Tell what is left, at most for `timeout` seconds, and then nothing more."""
        self._closed = True
        self._news.put(None)
        if self._thread is not None and self._thread is not threading.current_thread():
            self._thread.join(timeout)
        self._listeners.clear()

    def _start(self) -> None:
        self._thread = threading.Thread(target=self._run, name="journal-news", daemon=True)
        self._thread.start()

    def _run(self) -> None:
        ended = False
        try:
            while (news := self._news.get()) is not None:
                try:
                    for listener in tuple(self._listeners):
                        listener(news)
                finally:
                    self._news.task_done()
            ended = True
        finally:
            # A listener that raises ends this thread, loudly; the others still have to be told.
            if not ended and not self._closed:
                self._start()
