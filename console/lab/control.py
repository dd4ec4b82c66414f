"""Orders to a running lab: one line of JSON each way, over a socket in its folder."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Awaitable, Callable, Mapping
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path
from typing import Any

from console.lab.folder import socket_of
from console.lab.switchboard import Switchboard
from data.errors import OpsError, UsageError

_LIMIT = 1 << 20

Order = dict[str, str]
Reply = dict[str, Any]


class ControlServer:
    """Listens in the lab's folder; every order is answered."""

    def __init__(
        self,
        folder: Path,
        switchboard: Switchboard,
        env: Mapping[str, str],
        received: Callable[[], Any] = dict,
    ) -> None:
        self._path = socket_of(folder)
        self._orders: dict[str, Callable[[str], Awaitable[Any]]] = {
            "break": switchboard.begin,
            "mend": switchboard.end,
            "list": lambda _: _now([asdict(state) for state in switchboard.states()]),
            "env": lambda _: _now(dict(env)),
            "received": lambda _: _now(received()),
        }
        self._server: asyncio.Server | None = None

    async def start(self) -> None:
        """Listen."""
        self._server = await asyncio.start_unix_server(self._converse, self._path, limit=_LIMIT)

    def stop(self) -> None:
        """Listen no more."""
        if self._server is not None:
            self._server.close()

    async def _converse(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with suppress(OSError, ValueError):
            try:
                order = json.loads(await reader.readline())
                writer.write(json.dumps(await self._obey(order)).encode() + b"\n")
                await writer.drain()
            finally:
                writer.close()

    async def _obey(self, order: Order) -> Reply:
        try:
            return {"answer": await self._orders[order["do"]](order["name"])}
        except OpsError as error:
            wrong_call = isinstance(error, UsageError)
            return {"error": error.message, "remedy": error.remedy, "usage": wrong_call}
        except (OSError, TimeoutError) as error:
            return {"error": f"could not {order['do']} {order['name']}: {error or 'it took too long'}"}
        except (KeyError, TypeError):
            return {"error": "that is not an order the lab knows", "usage": True}


async def _now(value: Any) -> Any:  # noqa: ANN401 - whatever JSON can carry
    return value
