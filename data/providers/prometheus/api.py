"""Prometheus' query interface over HTTP."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping

from data.providers.prometheus.errors import api_error
from data.providers.prometheus.parse import RangeSeries, Result, parse_instant, parse_range
from data.timekeeping import Timekeeper
from data.web.answer import HttpAnswer
from data.web.client import HttpClient

_MOST_POINTS = 11_000
"""Prometheus refuses to answer more points than this for a series."""


class Api:
    """Asks questions of one server; every failure is a SourceError."""

    def __init__(self, client: HttpClient, url: str, patience: float, time: Timekeeper) -> None:
        self._client = client
        self._url = url.rstrip("/")
        self._patience = f"{max(int(patience * 1000), 1)}ms"
        self._time = time

    async def instant(self, promql: str) -> tuple[Result, HttpAnswer]:
        """The value now. Without a time of ours: the server's own clock decides what now is."""
        answer = await self._ask("query", {"query": promql})
        return parse_instant(answer.json()), answer

    async def range(self, promql: str, start: float, end: float, step: float) -> tuple[RangeSeries, ...]:
        """The values from `start` to `end` (seconds since 1970), `step` seconds apart or as few as fit."""
        wide = max(step, (end - start) / (_MOST_POINTS - 1), 0.001)
        times = {"start": f"{start:.3f}", "end": f"{end:.3f}", "step": f"{wide:.3f}"}
        answer = await self._ask("query_range", {"query": promql, **times})
        # It can be megabytes of numbers: keys are answered meanwhile.
        return await asyncio.to_thread(lambda: parse_range(answer.json()))

    async def close(self) -> None:
        """Let go of the connections."""
        await self._client.close()

    async def _ask(self, endpoint: str, params: Mapping[str, str]) -> HttpAnswer:
        whole = {**params, "timeout": self._patience}
        answer = await self._client.request("GET", f"{self._url}/api/v1/{endpoint}", params=whole)
        error = api_error(answer, self._time.now())
        if error is not None:
            raise error
        return answer
