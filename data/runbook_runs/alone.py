"""One console at a time starts commands of a run."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

from data.errors import UsageError
from data.sole import Sole


def worked_on(root: Path, run: str) -> bool:
    """Whether a console of this machine is running a command of a run right now."""
    duty = _duty(root, run)
    if not duty.path.exists():
        return False
    free = duty.take()
    duty.release()
    return not free


def alone_in(root: Path) -> Callable[[str], AbstractContextManager[None]]:
    """Holds a run, by its id, in the journal's folder; a console that dies lets go of it.

    Raises UsageError where another console of this machine has it.
    """

    @contextmanager
    def alone(run: str) -> Iterator[None]:
        duty = _duty(root, run)
        if not duty.take():
            raise UsageError(f"{run} is being worked on: {duty.why}", "wait for it, then look again")
        try:
            yield
        finally:
            if duty.held:
                duty.path.unlink(missing_ok=True)
            duty.release()

    return alone


def _duty(root: Path, run: str) -> Sole:
    return Sole(root, f"runbook-{hashlib.sha256(run.encode()).hexdigest()[:16]}")
