"""Name look-ups on threads of their own, which nobody has to wait for.

The system's resolver cannot be stopped: with a name server that does not answer it blocks its
thread for half a minute. On asyncio's common threads that would keep other work waiting, and
the end of the program as well.
"""

from __future__ import annotations

import asyncio
import socket
import threading
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any, ParamSpec, TypeVar

MOST = 64
"""Look-ups of different names that may be under way at once."""

P = ParamSpec("P")
T = TypeVar("T")


class Threads(ThreadPoolExecutor):
    """asyncio's common threads, except that look-ups run apart; equal ones share one thread."""

    def __init__(self) -> None:
        super().__init__(thread_name_prefix="work")
        self._lock = threading.Lock()
        self._waiting: dict[tuple[Any, ...], list[Future[Any]]] = {}

    def submit(self, fn: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> Future[T]:
        """Run it on a thread; a look-up on one that is left behind when the program ends."""
        if fn is not socket.getaddrinfo:
            return super().submit(fn, *args, **kwargs)
        future: Future[T] = Future()
        with self._lock:
            waiting = self._waiting.get(args)
            if waiting is not None:
                waiting.append(future)
                return future
            if len(self._waiting) >= MOST:
                future.set_exception(socket.gaierror(socket.EAI_AGAIN, "too many look-ups are under way"))
                return future
            self._waiting[args] = [future]
        threading.Thread(target=self._look_up, args=(args, kwargs), name="look-up", daemon=True).start()
        return future

    def _look_up(self, args: tuple[Any, ...], kwargs: dict[str, Any]) -> None:
        found: list[Any] = []
        error: OSError | UnicodeError | None = None
        try:
            found = socket.getaddrinfo(*args, **kwargs)
        except (OSError, UnicodeError) as caught:
            error = caught
        with self._lock:
            waiting = self._waiting.pop(args)
        for future in waiting:
            if not future.set_running_or_notify_cancel():
                continue
            if error is None:
                future.set_result(found)
            else:
                future.set_exception(error)


def keep_lookups_apart() -> None:
    """Make the running loop use such threads from now on; call it before the first look-up."""
    asyncio.get_running_loop().set_default_executor(Threads())
