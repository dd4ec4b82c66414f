"""Asks a Prometheus server: all of its queries at once, each failing for itself."""

from __future__ import annotations

import asyncio
import hashlib

from data.models.failure import Failure, FailureKind
from data.models.past import Past, Window
from data.models.reading import Answer, Observation
from data.provider import ProviderContext
from data.providers.prometheus.api import Api
from data.providers.prometheus.asking import Asked, Asking
from data.providers.prometheus.burn import burn_rates
from data.providers.prometheus.errors import QueryError
from data.providers.prometheus.objective import WindowsAsking, askings, remembered
from data.providers.prometheus.parse import RangeSeries
from data.providers.prometheus.past import ask_past, shifted
from data.providers.prometheus.settings import PrometheusSettings
from data.providers.prometheus.targets import QUERY, parse_targets, targets_failed
from data.safe import safe_block
from data.web.address import mask_url
from data.web.client import HttpClient
from data.web.keyed import Keyed, SecretHeaders, secret_headers
from data.web.options import MIB, HttpOptions

_AT_ONCE = 4
_APART = 5.0
"""Seconds between two clocks that are no more than the time a question takes."""
_MAX_BYTES = 4 * MIB


class PrometheusProvider:
    """One server, over a few connections that are kept."""

    def __init__(self, settings: PrometheusSettings, context: ProviderContext) -> None:
        self._settings = settings
        self._context = context
        self._asking: tuple[Asking | WindowsAsking, ...] = (
            *(Asking(query, settings, context.time) for query in settings.query),
            *(each for slo in settings.slo for each in askings(slo, context.time)),
        )
        self._ahead = 0.0
        """How far its clock is ahead of ours, in seconds."""
        self._api = Keyed(lambda: secret_headers(settings, context.secrets), self._open)

    async def fetch(self) -> Answer:
        """One round. Raises SourceError where the server itself is the trouble, not a query."""
        until = asyncio.get_running_loop().time() + self._settings.patience
        api = await self._api.get()
        targets = await self._targets(api)
        asked = await self._ask_all(api, until)
        text = "\n".join(
            f"-- {each.promql}\n{answer.text}"
            for each, answer in zip(self._asking, asked, strict=True)
            if answer.text
        )
        digest = hashlib.sha256(b"\n".join(answer.body for answer in asked)).hexdigest()
        observations = tuple(seen for answer in asked for seen in answer.observations)
        burning = tuple(seen for slo in self._settings.slo for seen in burn_rates(slo, observations))
        where = mask_url(self._settings.url)
        return Answer(
            (*observations, *burning, targets), where, raw=safe_block(text), digest=f"sha256:{digest}"
        )

    async def range(self, promql: str, start: float, end: float, step: float) -> tuple[RangeSeries, ...]:
        """A query's past, from `start` to `end` (seconds since 1970). Raises SourceError."""
        api = await self._api.get()
        return await api.range(promql, start, end, step)

    async def past(self, window: Window) -> tuple[Past, ...]:
        """What the server remembers of every query. Raises SourceError.

        Where its clock differs from ours it is asked by its own, and its times are told by ours.
        """
        api = await self._api.get()
        asked = Window(window.start + self._ahead, window.end + self._ahead, window.step)
        queries = (*self._settings.query, *(remembered(slo) for slo in self._settings.slo))
        pasts = await ask_past(api, queries, asked, self._settings.max_series)
        return tuple(shifted(past, -self._ahead) for past in pasts) if self._ahead else pasts

    async def close(self) -> None:
        """Let go of the connections."""
        await self._api.close()

    async def _targets(self, api: Api) -> Observation:
        """Asked first and alone: where this fails for any other reason than the query, all would."""
        try:
            result, _ = await api.instant(QUERY)
        except QueryError as error:
            return targets_failed(error.failure)
        ahead = 0.0 if result.at is None else result.at - self._context.time.now().timestamp()
        self._ahead = ahead if abs(ahead) > _APART else 0.0
        return parse_targets(result)

    async def _ask_all(self, api: Api, until: float) -> list[Asked]:
        gate = asyncio.Semaphore(_AT_ONCE)
        tasks = [asyncio.ensure_future(each.ask(api, gate)) for each in self._asking]
        try:
            if tasks:
                await asyncio.wait(tasks, timeout=max(0.0, until - asyncio.get_running_loop().time()))
        finally:
            for task in tasks:
                task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        return [
            each.failed(_LATE) if task.cancelled() else task.result()
            for each, task in zip(self._asking, tasks, strict=True)
        ]

    def _open(self, headers: SecretHeaders) -> Api:
        settings = self._settings
        options = HttpOptions(timeout=settings.patience, max_bytes=_MAX_BYTES, ca_file=settings.ca_file)
        client = HttpClient(options, self._context.time, secret_headers=headers)
        return Api(client, settings.url, settings.patience, self._context.time)


_LATE = Failure(FailureKind.TIMEOUT, "no answer in time", "make the query cheaper, or raise timeout")
"""For a query that is still being answered when the round ends."""
