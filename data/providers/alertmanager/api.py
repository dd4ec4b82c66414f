"""Alertmanager's interface over HTTP, version 2."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any
from urllib.parse import quote

from data.errors import SourceError
from data.models.failure import FailureKind
from data.providers.alertmanager.server import Server, parse_server
from data.timekeeping import Timekeeper
from data.web.answer import HttpAnswer, status_failure
from data.web.client import HttpClient

_GONE = ("not found", "expired")


class Api:
    """Asks and writes; every failure is a SourceError."""

    def __init__(self, client: HttpClient, url: str, time: Timekeeper) -> None:
        self._client = client
        self._root = f"{url.rstrip('/')}/api/v2"
        self._time = time

    async def listed(self, what: str) -> HttpAnswer:
        """The list of ``alerts`` or ``silences``, not read yet."""
        return await self._ask("GET", what)

    async def server(self) -> Server:
        """What the server says of itself."""
        return parse_server((await self._ask("GET", "status")).json(), self._time.now())

    async def one(self, id: str) -> Mapping[str, Any]:
        """A silence as it stands."""
        found = _table((await self._ask("GET", f"silence/{quote(id, safe='')}")).json())
        if _table(found.get("status")).get("state") == "expired":
            raise SourceError(FailureKind.NOT_FOUND, "this silence is over already")
        return found

    async def write(self, silence: Mapping[str, Any]) -> str:
        """Make or change a silence; its id."""
        answer = await self._ask("POST", "silences", json.dumps(silence).encode())
        id = _table(answer.json()).get("silenceID")
        if not isinstance(id, str) or not id:
            raise SourceError(FailureKind.BAD_ANSWER, f"no silenceID in {answer.excerpt}")
        return id

    async def remove(self, id: str) -> None:
        """End a silence; what is over or unknown is as good as ended."""
        answer = await self._client.request("DELETE", f"{self._root}/silence/{quote(id, safe='')}")
        gone = answer.status in (404, 500) and any(word in answer.excerpt.lower() for word in _GONE)
        if not gone:
            self._refuse(answer)

    async def close(self) -> None:
        """Let go of the connections."""
        await self._client.close()

    async def _ask(self, method: str, path: str, content: bytes | None = None) -> HttpAnswer:
        answer = await self._client.request(method, f"{self._root}/{path}", content=content)
        self._refuse(answer)
        return answer

    def _refuse(self, answer: HttpAnswer) -> None:
        failure = status_failure(answer, self._time.now())
        if failure is not None:
            raise SourceError.of(failure)


def _table(value: object) -> Mapping[str, Any]:
    return value if isinstance(value, dict) else {}
