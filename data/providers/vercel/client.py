"""Asks Vercel's REST interface.

``/v6/deployments?projectId={project}&limit=100&since={ms}[&teamId=…][&target=…][&until={ms}]``:
``deployments[]``, of each ``uid name url state (or readyState) target created source creator.{username,email}
meta.{githubCommitRef,githubCommitSha,githubCommitMessage} errorMessage errorCode``, and
``pagination.next``, the ``until`` of the next page, null on the last.

Errors are ``{"error": {"code", "message", "invalidToken"}}``; limits are told by
``X-RateLimit-{Limit,Remaining,Reset}`` and answered with 429.
"""

from __future__ import annotations

from datetime import timedelta

from data.models.item import Item
from data.models.labels import labels_from
from data.models.reading import Answer, Observation
from data.models.verdict import Verdict
from data.provider import ProviderContext
from data.providers.vercel.errors import refusal
from data.providers.vercel.parse import FAILED_STATES, READY, parse_deployments
from data.providers.vercel.settings import DEPLOYMENTS, FAILED, VercelSettings
from data.quantity import format_duration
from data.timekeeping import Timekeeper
from data.web.address import mask_url
from data.web.api import JsonApi
from data.web.parts import Part, Parts
from data.web.talk import Found, Talk
from data.web.tally import Tally
from data.web.tries import gravest, made_good, newest_title

_PAGES = 20


class VercelProvider:
    """One project's deployments."""

    def __init__(self, settings: VercelSettings, context: ProviderContext) -> None:
        self._settings = settings
        self._time: Timekeeper = context.time
        self._labels = labels_from({"project": settings.project})
        api = JsonApi(settings, context.time, context.secrets, refusal=refusal)
        feeds = ((DEPLOYMENTS, "count"), (FAILED, "count"))
        part = Part("deployments", settings.every, feeds, self._deployments, self._labels)
        self._parts = Parts(
            api, (part,), settings.every, f"{mask_url(settings.url)} about {settings.project}"
        )

    async def fetch(self) -> Answer:
        """One round. Raises SourceError where no answer comes."""
        return await self._parts.round()

    async def close(self) -> None:
        """End what is under way."""
        await self._parts.close()

    async def _deployments(self, talk: Talk) -> Found:
        items, cut = await self._listed(talk)
        judged = made_good(items, READY)
        failed = [item for item in judged if item.state in FAILED_STATES]
        note = f", of the newest {len(items):,}" if cut else ""
        within = f"in the last {format_duration(self._settings.window)}"
        tally = Tally()
        tally.add(judged)
        return Found(
            (
                self._seen(DEPLOYMENTS, len(items), within + note),
                self._seen(FAILED, len(failed), newest_title(failed) + note, judged=gravest(failed)),
            ),
            tally.items,
        )

    async def _listed(self, talk: Talk) -> tuple[list[Item], bool]:
        """All deployments of the window, newest first, and whether there are more than are listed."""
        since = self._time.now() - timedelta(seconds=self._settings.window)
        items: list[Item] = []
        until: int | None = None
        for _ in range(_PAGES):
            params = self._params(since.timestamp(), until)
            page, following = await talk.read("/v6/deployments", parse_deployments, params)
            items += [item for item in page if item.at is None or item.at >= since]
            if following is None or not page or (until is not None and following >= until):
                return items, False
            until = following
        return items, True

    def _params(self, since: float, until: int | None) -> dict[str, str]:
        settings = self._settings
        # The full hour keeps the address the same for an hour.
        params = {"projectId": settings.project, "limit": "100", "since": str(int(since // 3600) * 3_600_000)}
        if settings.team:
            params["teamId"] = settings.team
        if settings.target:
            params["target"] = settings.target
        if until is not None:
            params["until"] = str(until)
        return params

    def _seen(self, signal: str, count: int, detail: str, judged: Verdict | None = None) -> Observation:
        return Observation(signal, float(count), "count", self._labels, judged=judged, detail=detail)
