"""Asks Supabase's management interface.

- ``/v1/projects/{ref}``: ``name status region`` (``ACTIVE_HEALTHY``, ``INACTIVE`` for a paused one, …)
- ``/v1/projects/{ref}/health?services=auth&services=db…``: of each ``name healthy status error``

Errors are ``{"message"}``; limits are told by ``X-RateLimit-{Limit,Remaining,Reset}`` and answered with 429.
"""

from __future__ import annotations

from functools import partial

from data.models.labels import labels_from
from data.models.reading import Answer
from data.provider import ProviderContext
from data.providers.supabase.errors import refusal
from data.providers.supabase.parse import OVERALL, parse_health, parse_project
from data.providers.supabase.settings import HEALTHY, SupabaseSettings
from data.web.address import mask_url
from data.web.api import JsonApi
from data.web.parts import Part, Parts
from data.web.talk import Found, Talk

_FEEDS = ((HEALTHY, "bool"),)


class SupabaseProvider:
    """One project: as a whole, and service by service."""

    def __init__(self, settings: SupabaseSettings, context: ProviderContext) -> None:
        self._settings = settings
        api = JsonApi(settings, context.time, context.secrets, refusal=refusal)
        project = settings.project
        overall = labels_from({"project": project, "service": OVERALL})
        services = labels_from({"project": project, "service": "services"})
        parts = (
            Part("project", settings.every, _FEEDS, self._project, overall),
            Part("health", settings.every, _FEEDS, self._health, services),
        )
        self._parts = Parts(api, parts, settings.every, f"{mask_url(settings.url)} about {project}")

    async def fetch(self) -> Answer:
        """One round. Raises SourceError where neither question is answered, for one reason."""
        return await self._parts.round()

    async def close(self) -> None:
        """End what is under way."""
        await self._parts.close()

    async def _project(self, talk: Talk) -> Found:
        project = self._settings.project
        seen, item = await talk.read(f"/v1/projects/{project}", partial(parse_project, project=project))
        return Found((seen,), (item,))

    async def _health(self, talk: Talk) -> Found:
        project, asked = self._settings.project, self._settings.services
        parse = partial(parse_health, project=project, asked=asked)
        path = f"/v1/projects/{project}/health"
        return Found(*await talk.read(path, parse, {"services": asked}))
