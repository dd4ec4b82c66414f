"""Ports on loopback, outside the range that outgoing connections are given.

A port of that range could be taken by anybody's connection while a fault keeps a part down. Each
lab takes a block of its own and guards it by listening on the first port of the block for as long
as it lives, so that labs that start side by side do not meet.
"""

from __future__ import annotations

import random
import socket

from data.errors import OpsError

HOST = "127.0.0.1"
_FIRST, _LAST, _BLOCK = 20_000, 32_000, 24
_TRIES = 200


class Ports:
    """One block of ports, handed out one by one."""

    def __init__(self) -> None:
        self._guard, self._next = _guarded_block()
        self._end = self._next + _BLOCK - 1

    def take(self) -> int:
        """The block's next port that nobody listens on. Raises OpsError where none is left."""
        while self._next < self._end:
            port = self._next
            self._next += 1
            with socket.socket() as probe:
                if _bind(probe, port):
                    return port
        raise OpsError("no free port on loopback is left in the lab's block")

    def close(self) -> None:
        """Give the block up."""
        self._guard.close()


def _guarded_block() -> tuple[socket.socket, int]:
    for _ in range(_TRIES):
        first = random.randrange(_FIRST, _LAST, _BLOCK)
        guard = socket.socket()
        if _bind(guard, first):
            guard.listen(1)
            return guard, first + 1
        guard.close()
    raise OpsError("no free port on loopback", f"free some between {_FIRST} and {_LAST}")


def _bind(probe: socket.socket, port: int) -> bool:
    probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        probe.bind((HOST, port))
    except OSError:
        return False
    return True
