"""Asks Sentry's web interface, version 0.

- ``/api/0/organizations/{organization}/issues/?query=is:unresolved project:{project}&statsPeriod=14d
  &sort=date&limit=100[&environment=…]``: of each ``id shortId title culprit permalink level status
  substatus count userCount firstSeen lastSeen project.slug metadata.value assignedTo.name``
- ``/api/0/projects/{organization}/{project}/stats/?stat=received&resolution=1h&since=…&until=…``:
  pairs of seconds since 1970 and the events of that hour

Pages follow the ``Link`` header, whose ``rel="next"`` counts only with ``results="true"``. Errors are
``{"detail"}``; limits are told by ``X-Sentry-Rate-Limit-{Limit,Remaining,Reset}`` and answered with 429.
"""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from datetime import timedelta
from functools import partial

from data.models.labels import labels_from
from data.models.past import Past, Window
from data.models.reading import Answer, Observation
from data.provider import ProviderContext
from data.providers.sentry.errors import refusal
from data.providers.sentry.parse import LEVELS, ORDER, is_new, parse_hourly, parse_issues
from data.providers.sentry.settings import ISSUES, NEW, PER_HOUR, SentrySettings
from data.quantity import format_duration
from data.timekeeping import Timekeeper
from data.web.address import mask_url
from data.web.api import JsonApi
from data.web.parts import Part, Parts
from data.web.talk import Found, Talk
from data.web.tally import Tally

_HOUR = 3600
_PAST_HOURS = 7 * 24
_ALWAYS = ("fatal", "error", "warning")
"""Levels that are counted even where there is no issue of them."""


class SentryProvider:
    """Several projects of one organization; issues and counts at their own pace."""

    def __init__(self, settings: SentrySettings, context: ProviderContext) -> None:
        api = JsonApi(settings, context.time, context.secrets, refusal=refusal)
        self._questions = [_Questions(settings, name, context.time) for name in settings.names]
        parts = [part for questions in self._questions for part in questions.parts()]
        where = f"{mask_url(settings.url)} about {settings.organization}/{', '.join(settings.names)}"
        self._parts = Parts(api, parts, settings.every, where)

    async def fetch(self) -> Answer:
        """One round. Raises SourceError where every part fails for the same reason."""
        return await self._parts.round()

    async def past(self, window: Window) -> tuple[Past, ...]:
        """The events an hour between two times. Raises SourceError."""
        talks = (questions.past(Talk(self._parts.api), window) for questions in self._questions)
        return tuple(past for past in await asyncio.gather(*talks) if past.values)

    async def close(self) -> None:
        """End what is under way."""
        await self._parts.close()


@dataclass(frozen=True, slots=True)
class _Questions:
    """What is asked about one project."""

    settings: SentrySettings
    project: str
    time: Timekeeper

    def parts(self) -> tuple[Part, ...]:
        """Both questions, each with its pace."""
        listed = ((ISSUES, "count"), (NEW, "count"))
        labels = labels_from({"project": self.project})
        return (
            Part(f"issues of {self.project}", self.settings.issues_every, listed, self.issues, labels),
            Part(f"events of {self.project}", 300.0, ((PER_HOUR, "count"),), self.hourly, labels),
        )

    async def issues(self, talk: Talk) -> Found:
        """The unresolved issues, counted by level."""
        settings = self.settings
        since = self.time.now() - timedelta(seconds=settings.new_within)
        tally, new, cut = Tally(ORDER), 0, False
        params = {
            "query": f"is:unresolved project:{self.project}",
            "statsPeriod": f"{settings.period / _HOUR:.0f}h",
            "sort": "date",
            "limit": "100",
        }
        if settings.environment:
            params["environment"] = settings.environment
        path = f"/api/0/organizations/{settings.organization}/issues/"
        async for page, more in talk.pages(path, parse_issues, params):
            tally.add(page)
            new += sum(is_new(item, since) for item in page)
            cut = more
            if more:
                talk.tell(Found(items=tally.items))
        levels = [level for level in LEVELS if level in _ALWAYS or tally.by_severity[level]]
        levels += sorted(tally.by_severity.keys() - set(LEVELS))[:5]
        note = f"seen within {format_duration(settings.period)}{', more than are counted' if cut else ''}"
        counted = [self._seen(ISSUES, tally.by_severity[level], note, level=level) for level in levels]
        fresh = f"first seen within {format_duration(settings.new_within)}"
        return Found((*counted, self._seen(NEW, new, fresh)), tally.items)

    async def hourly(self, talk: Talk) -> Found:
        """The events of the last full hour, and of the week before."""
        now = self.time.now().timestamp()
        past = await self.past(talk, Window(now - _PAST_HOURS * _HOUR, now, _HOUR))
        if not past.values:
            return Found((Observation(PER_HOUR, None, "count", past.labels, detail="no full hour is told"),))
        return Found((self._seen(PER_HOUR, past.values[-1], "in the last full hour"),), pasts=(past,))

    async def past(self, talk: Talk, window: Window) -> Past:
        """The events of every full hour of a span."""
        # Whole hours keep the address the same for an hour.
        since, until = (
            int(moment // _HOUR + more) * _HOUR for moment, more in ((window.start, 0), (window.end, 1))
        )
        path = f"/api/0/projects/{self.settings.organization}/{self.project}/stats/"
        params = {"stat": "received", "resolution": "1h", "since": str(since), "until": str(until)}
        now = min(window.end, self.time.now().timestamp())
        hours = await talk.read(path, partial(parse_hourly, now=now), params)
        return Past(PER_HOUR, labels_from({"project": self.project}), "count", hours.times, hours.values)

    def _seen(self, signal: str, value: float, detail: str, **labels: str) -> Observation:
        return Observation(
            signal, float(value), "count", labels_from({"project": self.project, **labels}), detail=detail
        )
