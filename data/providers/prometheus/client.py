"""Asks a Prometheus server: all of its queries at once, each failing for itself."""

from __future__ import annotations

import asyncio
import hashlib
from collections.abc import Mapping

from pydantic import SecretStr

from data.errors import ConfigError, SourceError
from data.models.failure import Failure, FailureKind
from data.models.past import Past, Window
from data.models.reading import Answer, Observation
from data.provider import ProviderContext
from data.providers.prometheus.api import Api
from data.providers.prometheus.asking import Asked, Asking
from data.providers.prometheus.errors import QueryError
from data.providers.prometheus.parse import RangeSeries
from data.providers.prometheus.past import ask_past
from data.providers.prometheus.settings import PrometheusSettings
from data.providers.prometheus.targets import QUERY, parse_targets, targets_failed
from data.safe import safe_block
from data.web.address import mask_url
from data.web.client import HttpClient
from data.web.options import MIB, HttpOptions

_AT_ONCE = 4
_MAX_BYTES = 4 * MIB


class PrometheusProvider:
    """One server, over a few connections that are kept."""

    def __init__(self, settings: PrometheusSettings, context: ProviderContext) -> None:
        self._settings = settings
        self._context = context
        self._asking = tuple(Asking(query, settings, context.time) for query in settings.query)
        self._headers: Mapping[str, SecretStr] | None = None
        self._opened: Api | None = None

    async def fetch(self) -> Answer:
        """One round. Raises SourceError where the server itself is the trouble, not a query."""
        until = asyncio.get_running_loop().time() + self._settings.patience
        api = await self._api()
        targets = await self._targets(api)
        asked = await self._ask_all(api, until)
        text = "\n".join(
            f"-- {each.query.promql}\n{answer.text}" for each, answer in zip(self._asking, asked, strict=True)
        )
        digest = hashlib.sha256(b"\n".join(answer.body for answer in asked)).hexdigest()
        observations = tuple(seen for answer in asked for seen in answer.observations)
        where = mask_url(self._settings.url)
        return Answer((*observations, targets), where, raw=safe_block(text), digest=f"sha256:{digest}")

    async def range(self, promql: str, start: float, end: float, step: float) -> tuple[RangeSeries, ...]:
        """A query's past, from `start` to `end` (seconds since 1970). Raises SourceError."""
        api = await self._api()
        return await api.range(promql, start, end, step)

    async def past(self, window: Window) -> tuple[Past, ...]:
        """What the server remembers of every query. Raises SourceError."""
        api = await self._api()
        return await ask_past(api, self._settings.query, window, self._settings.max_series)

    async def close(self) -> None:
        """Let go of the connections."""
        opened, self._opened = self._opened, None
        if opened is not None:
            await opened.close()

    async def _targets(self, api: Api) -> Observation:
        """Asked first and alone: where this fails for any other reason than the query, all would."""
        try:
            result, _ = await api.instant(QUERY)
        except QueryError as error:
            return targets_failed(error.failure)
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

    async def _api(self) -> Api:
        """The way to the server; a new one where a secret was changed since the last round."""
        headers = self._secret_headers()
        if self._opened is None or headers != self._headers:
            await self.close()
            settings = self._settings
            options = HttpOptions(timeout=settings.patience, max_bytes=_MAX_BYTES, ca_file=settings.ca_file)
            client = HttpClient(options, self._context.time, secret_headers=headers)
            self._headers = headers
            self._opened = Api(client, settings.url, settings.patience, self._context.time)
        return self._opened

    def _secret_headers(self) -> dict[str, SecretStr]:
        settings, secrets = self._settings, self._context.secrets
        headers: dict[str, SecretStr] = {}
        try:
            token = secrets.read(env=settings.token_env, file=settings.token_file, key="token")
            if token is not None:
                headers["Authorization"] = SecretStr(f"Bearer {token.get_secret_value()}")
            for name, variable in settings.header_env.items():
                value = secrets.read(env=variable, file=None, key=f"header_env.{name}")
                headers[name] = value or SecretStr("")
        except ConfigError as error:
            raise SourceError(FailureKind.NOT_CONFIGURED, error.message, error.remedy) from None
        return headers


_LATE = Failure(FailureKind.TIMEOUT, "no answer in time", "make the query cheaper, or raise timeout")
"""For a query that is still being answered when the round ends."""
