"""Ports for servers that are told which one to take, and take it a while later.

One that was merely free a moment ago may be another test's by then. These come out of guarded blocks,
as the lab's do: outside the range that the kernel deals out, and each process of the tests has its own.
"""

from __future__ import annotations

import socket
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from console.lab.ports import HOST, Ports
from data.errors import OpsError

_blocks: list[Ports] = []


def port_of_its_own() -> int:
    """A port on loopback that nobody listens on and that no other test is given."""
    if _blocks:
        with suppress(OpsError):
            return _blocks[-1].take()
    _blocks.append(Ports())
    return _blocks[-1].take()


@contextmanager
def closed_port() -> Iterator[int]:
    """A port that is taken and where nobody listens: whoever calls there is refused."""
    with socket.socket() as taken:
        taken.bind((HOST, 0))
        yield taken.getsockname()[1]
