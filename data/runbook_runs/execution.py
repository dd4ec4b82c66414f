"""One command while it runs, and how it ended."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass

from data.errors import SourceError
from data.models.runbook import Step
from data.models.runbook_run import Ended
from data.processes.runner import Finished, Runner, Unfinished
from data.processes.start import Command
from data.runbook_runs.capture import Capture
from data.runbook_runs.order import Order
from data.runbook_runs.surroundings import secrets_in, surroundings

_BOX_S = 600.0
"""The time box of a step that has none."""
_GRACE_S = 60.0
_NOTHING_RUN = "This is a drill: nothing was run, and the exit code is invented."


@dataclass(frozen=True, slots=True)
class Executing:
    """What is being run: times are in seconds, `began` on the steady scale.

    At the end of `box_s` the person is told; at `limit_s` the program and all that it started are ended.
    """

    order: Order
    began: float
    box_s: float
    limit_s: float
    capture: Capture


@dataclass(frozen=True, slots=True)
class Ending:
    """How it ended: exit code, or minus the signal, where it ended by itself."""

    ended: Ended
    code: int | None = None
    problem: str = ""


def executing(step: Step, order: Order, environ: Mapping[str, str], began: float) -> Executing:
    """What is about to be run."""
    box = step.box or _BOX_S
    return Executing(order, began, box, box + max(box, _GRACE_S), Capture(secrets_in(step, environ)))


async def carry_out(
    now: Executing, runner: Runner, environ: Mapping[str, str], stopped: asyncio.Event
) -> Ending:
    """Run it to its end, or until its limit, or until it is stopped; then nothing of it is left."""
    if stopped.is_set():
        return Ending(Ended.STOPPED)
    command = Command(now.order.argv, surroundings(environ), now.order.cwd, guarded=True)
    running = asyncio.ensure_future(runner.run(command, timeout=now.limit_s, hear=now.capture.hear))
    stopping = asyncio.ensure_future(stopped.wait())
    try:
        await asyncio.wait({running, stopping}, return_when=asyncio.FIRST_COMPLETED)
        if not running.done():
            running.cancel()
            await asyncio.wait({running})
    finally:
        running.cancel()
        stopping.cancel()
    ending = _of(running)
    await runner.settled()
    return ending


def as_if(now: Executing) -> Ending:
    """What stands for a run in a drill: it has ended well, and its output says that nothing was run."""
    now.capture.hear(f"{_NOTHING_RUN}\n".encode())
    return Ending(Ended.EXITED, 0)


def _of(running: asyncio.Future[Finished]) -> Ending:
    if running.cancelled():
        return Ending(Ended.STOPPED)
    error = running.exception()
    if isinstance(error, Unfinished):
        return Ending(Ended.TIMED_OUT)
    if isinstance(error, SourceError):
        return Ending(Ended.NOT_STARTED, problem=str(error))
    if error is not None:
        raise error
    return Ending(Ended.EXITED, running.result().code)
