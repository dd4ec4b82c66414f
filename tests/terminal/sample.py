"""Starts the sample program in a pseudo terminal."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from tests.pty_session import PtySession

ROOT = Path(__file__).parents[2]


@contextmanager
def sample(
    what: str = "",
    *,
    size: tuple[int, int] = (80, 24),
    environ: Mapping[str, str | None] | None = None,
    ignore_hangup: bool = False,
    awaited: str = "ready",
) -> Iterator[PtySession]:
    """The sample program, running and painted."""
    argv = [sys.executable, "-m", "tests.terminal.sample_app", what]
    with PtySession(argv, size=size, environ=environ, cwd=ROOT, ignore_hangup=ignore_hangup) as session:
        if awaited:
            session.wait_for(awaited)
        yield session
