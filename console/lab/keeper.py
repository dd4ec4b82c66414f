"""The process that holds the lab: it starts every part and, whatever happens, ends them all.

Run as ``python -m console.lab.keeper FOLDER`` by `Lab`. Its standard input is a pipe that
its owner holds: when that closes, because the owner is done, or killed, or crashed, the keeper
ends the parts, removes the folder and leaves. What it says goes out as lines of JSON.
"""

from __future__ import annotations

import asyncio
import json
import os
import signal
import sys
from contextlib import suppress
from pathlib import Path

from console.lab.configuration.writing import write_configuration
from console.lab.control import ControlServer
from console.lab.environment import addresses
from console.lab.faults import table
from console.lab.folder import clear
from console.lab.scene import Scene
from console.lab.switchboard import Switchboard
from data.errors import OpsError
from data.timekeeping import SystemTimekeeper

_READY_S = 30.0
"""When starting is given up; a lab is usually ready in a quarter of that."""


def main(folder: Path) -> None:
    """Hold the lab until nobody holds the pipe."""
    # The owner's terminal is not ours: only the pipe, or TERM, ends this process.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGHUP, signal.SIG_IGN)
    try:
        asyncio.run(_hold(folder))
    finally:
        clear(folder)


async def _hold(folder: Path) -> None:
    scene = Scene.plan(folder, SystemTimekeeper())
    over = asyncio.Event()
    loop = asyncio.get_running_loop()
    loop.add_signal_handler(signal.SIGTERM, over.set)
    loop.add_reader(sys.stdin.fileno(), _drain, over)
    lab = asyncio.create_task(_open(scene))
    end = asyncio.create_task(over.wait())
    try:
        await asyncio.wait({lab, end}, return_when=asyncio.FIRST_COMPLETED)
        if lab.done():
            lab.result()
    except (OpsError, OSError) as error:
        _tell("failed", str(error) or "a part did not answer in time")
        raise SystemExit(1) from error
    finally:
        end.cancel()
        lab.cancel()
        await asyncio.gather(lab, return_exceptions=True)
        await scene.stop()


async def _open(scene: Scene) -> None:
    try:
        async with asyncio.timeout(_READY_S):
            await scene.start(lambda text: _tell("progress", text))
    except ExceptionGroup as group:
        # Parts start side by side: what one of them said is what a person can use.
        told = group.subgroup((OpsError, OSError))
        if told is None:
            raise
        raise OpsError("; ".join(str(error) for error in told.exceptions)) from group
    config = write_configuration(scene)
    control = ControlServer(
        scene.folder, Switchboard(table(scene)), addresses(scene, config), lambda: scene.recipients.received
    )
    await control.start()
    _tell("ready", str(config))
    await scene.last()


def _drain(over: asyncio.Event) -> None:
    if not os.read(sys.stdin.fileno(), 4096):
        asyncio.get_running_loop().remove_reader(sys.stdin.fileno())
        over.set()


def _tell(kind: str, text: str) -> None:
    with suppress(OSError):
        os.write(sys.stdout.fileno(), json.dumps({"kind": kind, "text": text}).encode() + b"\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
