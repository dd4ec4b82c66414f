"""Asks the public status page of a vendor, in the shape of Atlassian's Statuspage.

``{url}/api/v2/summary.json``, without a token:

- ``status.{indicator,description}`` (``none minor major critical maintenance``)
- ``components[].{id,name,status,group,description,updated_at}`` (``operational degraded_performance
  partial_outage major_outage under_maintenance``)
- ``incidents[].{id,name,status,impact,started_at,created_at,shortlink,components[].name,
  incident_updates[].{body,created_at}}``
- ``scheduled_maintenances[]``, which has ``scheduled_for`` and ``scheduled_until`` besides
"""

from __future__ import annotations

from functools import partial

from data.models.labels import labels_from
from data.models.reading import Answer
from data.provider import ProviderContext
from data.providers.statuspage.parse import parse_summary
from data.providers.statuspage.settings import COMPONENTS, INCIDENTS, UP, StatuspageSettings
from data.web.address import mask_url
from data.web.api import JsonApi
from data.web.parts import Part, Parts
from data.web.talk import Found, Talk

_PATH = "/api/v2/summary.json"


class StatuspageProvider:
    """One vendor."""

    def __init__(self, settings: StatuspageSettings, context: ProviderContext) -> None:
        self._settings = settings
        api = JsonApi(settings, context.time, context.secrets)
        feeds = ((UP, "bool"), (COMPONENTS, "count"), (INCIDENTS, "count"))
        labels = labels_from({"vendor": settings.called})
        part = Part("summary", settings.every, feeds, self._summary, labels)
        self._parts = Parts(api, (part,), settings.every, f"{mask_url(settings.url).rstrip('/')}{_PATH}")

    async def fetch(self) -> Answer:
        """One round. Raises SourceError where no answer comes."""
        return await self._parts.round()

    async def close(self) -> None:
        """End what is under way."""
        await self._parts.close()

    async def _summary(self, talk: Talk) -> Found:
        settings = self._settings
        parse = partial(parse_summary, vendor=settings.called, only=settings.only)
        return await talk.read(_PATH, parse)
