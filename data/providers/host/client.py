"""Asks this machine."""

from __future__ import annotations

import asyncio
import hashlib
import socket
from collections.abc import Callable, Sequence
from functools import partial
from typing import TypeVar

from data.errors import SourceError
from data.models.failure import Failure, FailureKind
from data.models.reading import Answer, Observation
from data.provider import ProviderContext
from data.providers.host.aside import Aside
from data.providers.host.machine import read_disk, read_machine, read_mounts
from data.providers.host.mounts import MOST, disks
from data.providers.host.parse import disk_observations, machine_observations
from data.providers.host.reading import CpuTimes, Disk, DiskAnswer
from data.providers.host.settings import HostSettings
from data.quantity import format_value
from data.safe import safe, safe_block

T = TypeVar("T")
_FIRST_LOOK_S = 0.2


class HostProvider:
    """The machine that the console runs on."""

    def __init__(
        self,
        settings: HostSettings,
        context: ProviderContext,
        ask_disk: Callable[[str], Disk | Failure] = read_disk,
    ) -> None:
        self._settings = settings
        self._ask_disk = ask_disk
        self._aside = Aside()
        self._before: CpuTimes | None = None

    async def fetch(self) -> Answer:
        """One look. The processor's share is of the time since the last one, at first of a moment."""
        mounts = await self._ask("the table of mounts", read_mounts)
        folders = [str(path) for path in self._settings.mounts] or disks(mounts, self._settings.ignore)
        answers, _ = await asyncio.gather(self._disks(folders[:MOST]), self._first_look())
        machine = await self._ask("the machine", read_machine)
        observations = (
            *machine_observations(machine, self._before),
            *disk_observations(answers, mounts),
            *_left_out(len(folders)),
        )
        self._before = machine.cpu
        return _answer(observations)

    async def close(self) -> None:
        """Nothing is kept open; a thread that hangs on a dead mount ends with the program."""

    async def _first_look(self) -> None:
        if self._before is None:
            self._before = (await self._ask("the machine", read_machine)).cpu
            await asyncio.sleep(_FIRST_LOOK_S)

    async def _disks(self, folders: Sequence[str]) -> list[DiskAnswer]:
        return await asyncio.gather(*(self._disk(folder) for folder in folders))

    async def _disk(self, folder: str) -> DiskAnswer:
        within = self._settings.patience / 2
        try:
            return folder, await self._aside.run(folder, partial(self._ask_disk, folder), within)
        except TimeoutError:
            words = f"{safe(folder, 200)} does not answer within {format_value(within, 's')}"
            return folder, Failure(FailureKind.TIMEOUT, words, "is it mounted from a server that is gone?")

    async def _ask(self, what: str, work: Callable[[], T]) -> T:
        try:
            return await self._aside.run(what, work, self._settings.patience / 4)
        except TimeoutError:
            raise SourceError(FailureKind.TIMEOUT, f"{what} does not answer") from None


def _answer(observations: Sequence[Observation]) -> Answer:
    lines = [
        " ".join(
            filter(None, [seen.signal, *(f"{name}={value}" for name, value in seen.labels), _said(seen)])
        )
        for seen in observations
    ]
    text = "\n".join(lines)
    digest = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
    return Answer(
        tuple(observations),
        f"this machine, {safe(socket.gethostname(), 80)}",
        safe_block(text),
        f"sha256:{digest}",
    )


def _said(seen: Observation) -> str:
    value = format_value(seen.value, seen.unit)
    return f"{value} ({seen.detail})" if seen.detail else value


def _left_out(count: int) -> tuple[Observation, ...]:
    if count <= MOST:
        return ()
    words = f"{MOST} of {count} mounts are looked at: name those that matter in mounts"
    return (Observation("host.disk_pct", None, "%", detail=words),)
