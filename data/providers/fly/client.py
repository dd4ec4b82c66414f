"""Asks Fly's Machines interface.

``/v1/apps/{app}/machines``: a list, of each ``id name state region updated_at host_status image_ref.tag
config.{services[].autostop,schedule,standbys,auto_destroy} checks[].{name,status,output}``; states are
``created starting started stopping stopped suspending suspended replacing destroying destroyed failed``,
those of checks ``passing warning critical``. There are no pages. Errors are ``{"error"}``.
"""

from __future__ import annotations

from functools import partial

from data.models.labels import labels_from
from data.models.reading import Answer
from data.provider import ProviderContext
from data.providers.fly.errors import refusal
from data.providers.fly.parse import parse_machines
from data.providers.fly.settings import DOWN, FAILING, MACHINES, FlySettings
from data.web.address import mask_url
from data.web.api import JsonApi
from data.web.options import MIB
from data.web.parts import Part, Parts
from data.web.talk import Found, Talk

_MAX_BYTES = 8 * MIB
"""A machine takes some kilobytes, with all of its configuration and its events."""


class FlyProvider:
    """One app's machines."""

    def __init__(self, settings: FlySettings, context: ProviderContext) -> None:
        self._app = settings.app
        api = JsonApi(settings, context.time, context.secrets, refusal=refusal, max_bytes=_MAX_BYTES)
        feeds = tuple((signal, "count") for signal in (MACHINES, DOWN, FAILING))
        part = Part("machines", settings.every, feeds, self._machines, labels_from({"app": self._app}))
        self._parts = Parts(api, (part,), settings.every, f"{mask_url(settings.url)} about {self._app}")

    async def fetch(self) -> Answer:
        """One round. Raises SourceError where no answer comes."""
        return await self._parts.round()

    async def close(self) -> None:
        """End what is under way."""
        await self._parts.close()

    async def _machines(self, talk: Talk) -> Found:
        return await talk.read(f"/v1/apps/{self._app}/machines", partial(parse_machines, app=self._app))
