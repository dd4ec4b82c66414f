"""Memory as the program holds it: what was loaded stays, and no collection looks through it again."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def held_memory() -> Iterator[None]:
    """While times are taken: what earlier tests left is not the program's garbage."""
    gc.collect()
    gc.freeze()
    try:
        yield
    finally:
        gc.unfreeze()
