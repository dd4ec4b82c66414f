"""Where the faults are switched, one at a time, and where it is known which are on."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches

from console.lab.faults import Fault
from data.errors import OpsError, UsageError


@dataclass(frozen=True, slots=True)
class FaultState:
    """A fault as a list shows it."""

    name: str
    says: str
    broken: bool
    unavailable: str


class Switchboard:
    """Switches faults, one at a time, and knows which are on."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self._faults = {fault.name: fault for fault in faults}
        self._broken: set[str] = set()
        self._turn = asyncio.Lock()

    def states(self) -> list[FaultState]:
        """All of them."""
        return [
            FaultState(fault.name, fault.says, fault.name in self._broken, fault.unavailable)
            for fault in self._faults.values()
        ]

    async def begin(self, name: str) -> str:
        """Switch one on; back with a sentence when it is in place."""
        fault = self._find(name)
        if fault.unavailable:
            raise OpsError(f"{name} is not available here: {fault.unavailable}")
        async with self._turn:
            if name in self._broken:
                return f"{name} is on already: {fault.says}"
            # Half a fault is a fault: what can be mended must be known even if this fails.
            self._broken.add(name)
            await fault.begin()
        return f"{name} is on: {fault.says}"

    async def end(self, name: str) -> str:
        """Switch one off; back with a sentence when all is well again."""
        fault = self._find(name)
        async with self._turn:
            if name not in self._broken:
                return f"{name} is not on"
            await fault.end()
            self._broken.discard(name)
        return f"{name} is mended"

    def _find(self, name: str) -> Fault:
        if name not in self._faults:
            near = get_close_matches(name, self._faults, n=1)
            remedy = f"did you mean {near[0]}?" if near else "ops-console lab list"
            raise UsageError(f"there is no fault called {name!r}", remedy)
        return self._faults[name]
