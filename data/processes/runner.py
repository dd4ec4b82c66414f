"""Runs programs one after another, and ends what does not end by itself."""

from __future__ import annotations

import asyncio
import os
import signal
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass

from data.processes.family import Family
from data.processes.start import Command, Started, start
from data.processes.tap import Tap

KEEP = 65_536
"""Bytes of each stream that are kept."""
_LOOK_AGAIN_S = (0.05, 1.0)
_SWEEPS = 20


@dataclass(frozen=True, slots=True)
class Finished:
    """How a program ended: its exit code, or minus the signal; what it printed, up to the bound."""

    code: int
    out: bytes
    err: bytes
    cut: bool


class Unfinished(Exception):
    """A program did not end in time; `out` is what it had printed by then."""

    def __init__(self, out: bytes) -> None:
        super().__init__("not finished in time")
        self.out = out


class Runner:
    """For one source, whose runs never overlap.

    Whoever waits for a run may be cancelled at any time and is let go at once; the program and
    all that it started are then ended in the background: politely, after `grace` seconds by force.
    """

    def __init__(self, grace: float = 5.0) -> None:
        self._grace = grace
        self._hurry = asyncio.Event()
        self._ending: set[asyncio.Task[None]] = set()

    async def run(
        self, command: Command, *, timeout: float, hear: Callable[[bytes], None] | None = None
    ) -> Finished:
        """Run to the end. Raises SourceError where it cannot start, Unfinished after `timeout` seconds.

        `hear` is given all that is printed, as it comes.
        """
        taps: list[Tap] = []
        try:
            async with asyncio.timeout(timeout):
                await self.settled()
                run = start(command)
                taps = [Tap(pipe, KEEP, hear) for pipe in (run.process.stdout, run.process.stderr) if pipe]
                await self._exit_of(run, taps)
        except TimeoutError:
            raise Unfinished(bytes(taps[0].kept) if taps else b"") from None
        with suppress(ProcessLookupError, PermissionError):
            # It has exited but not been waited for, so this number is still its own group's.
            os.killpg(run.process.pid, signal.SIGKILL)
        if run.guard is not None:
            run.guard.release()
        code = run.process.wait()
        for tap in taps:
            tap.drain()
        out, err = taps
        self._let_go(run, taps)
        return Finished(code, bytes(out.kept), bytes(err.kept), max(out.seen, err.seen) > KEEP)

    async def settled(self) -> None:
        """Wait until whatever is being ended politely has gone."""
        while self._ending:
            await asyncio.wait(self._ending)

    async def close(self) -> None:
        """End by force whatever is still being ended politely, and wait for that."""
        self._hurry.set()
        await self.settled()

    async def _exit_of(self, run: Started, taps: list[Tap]) -> None:
        try:
            await _exited(run)
        except asyncio.CancelledError:
            self._end(run, taps)
            raise

    def _let_go(self, run: Started, taps: list[Tap]) -> None:
        """Close the pipes; whoever still holds one was left behind and is ended too.

        A daemon that was meant to stay has closed what it inherited.
        """
        if all(tap.ended for tap in taps):
            for tap in taps:
                tap.close()
        else:
            self._end(run, taps)

    def _end(self, run: Started, taps: list[Tap]) -> None:
        family = Family(run)
        family.send(signal.SIGTERM)
        task = asyncio.ensure_future(self._ended(family, run, taps))
        self._ending.add(task)
        task.add_done_callback(self._ending.discard)

    async def _ended(self, family: Family, run: Started, taps: list[Tap]) -> None:
        try:
            await self._patience(family)
            # What is born between a look and a signal is found at the next look. A process that
            # not even this ends (in the kernel, or another user's) is left: no more can be done.
            for _ in range(_SWEEPS):
                if not family.living():
                    break
                family.send(signal.SIGKILL)
                await asyncio.sleep(_LOOK_AGAIN_S[0])
        except asyncio.CancelledError:
            family.send(signal.SIGKILL)
            raise
        finally:
            if run.guard is not None:
                run.guard.release()
            run.process.poll()
            for tap in taps:
                tap.close()

    async def _patience(self, family: Family) -> None:
        """Wait until all have gone, but no longer than the grace."""
        pause, longest = _LOOK_AGAIN_S
        with suppress(TimeoutError):
            async with asyncio.timeout(self._grace):
                while family.living() and not self._hurry.is_set():
                    with suppress(TimeoutError):
                        await asyncio.wait_for(self._hurry.wait(), pause)
                    pause = min(pause * 2, longest)


async def _exited(run: Started) -> None:
    """Wait until the program itself has exited, whoever may still hold its pipes."""
    try:
        descriptor = os.pidfd_open(run.process.pid)
    except (AttributeError, OSError):  # not on this system, not in this sandbox, or no descriptor left
        while run.process.poll() is None:  # noqa: ASYNC110 - there is no event to wait for
            await asyncio.sleep(_LOOK_AGAIN_S[0])
        return
    loop = asyncio.get_running_loop()
    ended: asyncio.Future[None] = loop.create_future()
    loop.add_reader(descriptor, lambda: None if ended.done() else ended.set_result(None))
    try:
        await ended
    finally:
        loop.remove_reader(descriptor)
        os.close(descriptor)
