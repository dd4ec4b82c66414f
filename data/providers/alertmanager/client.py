"""Asks an Alertmanager what fires and what is silenced, and writes silences."""

from __future__ import annotations

import asyncio
import hashlib
from collections.abc import Mapping
from datetime import datetime

from data.errors import SourceError
from data.models.alert import Silence, Wish
from data.models.failure import FailureKind
from data.models.reading import Answer
from data.provider import ProviderContext
from data.providers.alertmanager.api import Api
from data.providers.alertmanager.observe import observations
from data.providers.alertmanager.parse import parse_alerts
from data.providers.alertmanager.server import Server
from data.providers.alertmanager.settings import AlertmanagerSettings
from data.providers.alertmanager.silences import extended, parse_silences, still_firing, wished
from data.providers.alertmanager.stream import elements
from data.web.address import mask_url
from data.web.answer import HttpAnswer
from data.web.client import HttpClient
from data.web.keyed import Keyed, SecretHeaders, secret_headers
from data.web.options import MIB, HttpOptions

_MAX_BYTES = 64 * MIB


class AlertmanagerProvider:
    """One Alertmanager, over a few connections that are kept."""

    def __init__(self, settings: AlertmanagerSettings, context: ProviderContext) -> None:
        self._settings = settings
        self._context = context
        self._api = Keyed(lambda: secret_headers(settings, context.secrets), self._open)
        self._labels: Mapping[str, Mapping[str, str]] = {}

    async def fetch(self) -> Answer:
        """One round: both lists, read on a thread. Raises SourceError where either is missing."""
        api = await self._api.get()
        try:
            async with asyncio.TaskGroup() as group:
                alerts = group.create_task(api.listed("alerts"))
                silences = group.create_task(api.listed("silences"))
                server = group.create_task(self._say_server(api))
        except ExceptionGroup as failed:
            raise failed.exceptions[0] from None
        return await asyncio.to_thread(self._read, alerts.result(), silences.result(), server.result())

    async def silences(self) -> tuple[Silence, ...]:
        """All silences in force or about to be, as they are at this moment."""
        answer = await (await self._api.get()).listed("silences")
        found, _ = await asyncio.to_thread(lambda: parse_silences(elements(answer)))
        return found

    async def silence(self, wish: Wish) -> str:
        """Make a silence; its id."""
        labels = self._labels_of(wish.fingerprint) if wish.fingerprint else None
        return await (await self._writing()).write(wished(wish, labels))

    async def extend(self, id: str, ends: datetime) -> str:
        """Have a silence end at another time; its id."""
        api = await self._writing()
        return await api.write(extended(await api.one(id), ends))

    async def expire(self, id: str) -> None:
        """End a silence now."""
        await (await self._writing()).remove(id)

    async def close(self) -> None:
        """Let go of the connections."""
        await self._api.close()

    def _read(self, alerts: HttpAnswer, silences: HttpAnswer, server: Server) -> Answer:
        settings = self._settings
        listed, active = parse_silences(elements(silences))
        kept = frozenset(silence.id for silence in listed if silence.acknowledges)
        found = parse_alerts(elements(alerts), settings.watchdog, settings.max_alerts, kept)
        self._labels = found.labels
        silenced = (still_firing(each, found.listed, settled=server.settled) for each in listed)
        return Answer(
            observations(found, active, settings.watchdog, server),
            query=f"{mask_url(settings.url.rstrip('/'))}/api/v2/alerts",
            raw=alerts.shown,
            digest=f"sha256:{hashlib.sha256(alerts.body + silences.body).hexdigest()}",
            items=(*found.alerts, *silenced),
        )

    def _labels_of(self, fingerprint: str) -> Mapping[str, str]:
        labels = self._labels.get(fingerprint)
        if labels is None:
            raise SourceError(FailureKind.NOT_FOUND, "this alert is no longer listed")
        return labels

    async def _say_server(self, api: Api) -> Server:
        """Words of the server about itself: good to have, and no reason to fail."""
        try:
            return await api.server()
        except SourceError:
            return Server()

    async def _writing(self) -> Api:
        if self._context.read_only:
            raise SourceError(FailureKind.REFUSED, "nothing is changed: this console only looks")
        return await self._api.get()

    def _open(self, headers: SecretHeaders) -> Api:
        settings = self._settings
        options = HttpOptions(timeout=settings.patience, max_bytes=_MAX_BYTES, ca_file=settings.ca_file)
        json = {"Content-Type": "application/json"}
        client = HttpClient(options, self._context.time, headers=json, secret_headers=headers)
        return Api(client, settings.url, self._context.time)
