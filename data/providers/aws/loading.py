"""Loads what is large and stays, without the collector of garbage looking through it again and again."""

from __future__ import annotations

import gc
import threading
from collections.abc import Iterator
from contextlib import contextmanager

_loaded: set[str] = set()
_lock = threading.Lock()


@contextmanager
def loading(name: str) -> Iterator[None]:
    """The first time, for what stays until the program ends: boto3 itself, the model of a service.

    One look of the collector through all models takes a quarter of a second, in which no thread
    runs, the one that draws included. They are no garbage, so none is looked for among them.
    """
    with _lock:
        first = name not in _loaded
        _loaded.add(name)
    enabled = gc.isenabled()
    if not first or not enabled:
        yield
        return
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        gc.enable()
