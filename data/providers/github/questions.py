"""What is asked about one repository, each thing with its paging and its bounds."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial

from data.models.item import Item
from data.models.labels import Labels
from data.models.reading import Observation
from data.models.verdict import Verdict
from data.providers.github.alerts import ORDER, SEVERITIES, parse_scanning, parse_vulnerabilities
from data.providers.github.parse import (
    Deployment,
    failed,
    parse_deployments,
    parse_runs,
    parse_status,
    with_status,
)
from data.quantity import format_duration
from data.timekeeping import Timekeeper
from data.web.talk import Found, Talk
from data.web.tally import Tally
from data.web.tries import gravest, made_good, newest_title

_SUCCESS = "success"
_RUN_PAGES = 10
"""GitHub itself lists no more than a thousand runs."""
_DEPLOYMENT_PAGES = 5
_STATES = 50
"""As many deployments are asked for their state."""


@dataclass(frozen=True, slots=True)
class Questions:
    """The questions about one repository; `window` is in seconds."""

    repository: str
    window: float
    time: Timekeeper

    @property
    def labels(self) -> Labels:
        """What tells its readings from those of other repositories."""
        return (("repository", self.repository),)

    async def runs(self, talk: Talk) -> Found:
        """The workflow runs of the window."""
        since = self._since()
        # The full hour keeps the address the same for an hour, so that GitHub can say: not modified.
        hour = since.replace(minute=0, second=0, microsecond=0)
        params = {"per_page": "100", "created": f">={hour:%Y-%m-%dT%H:%M:%SZ}"}
        read = partial(parse_runs, repository=self.repository)
        items: list[Item] = []
        cut, count = False, 0
        async for (total, page), more in talk.pages(
            self._path("actions/runs"), read, params, most=_RUN_PAGES
        ):
            items += [item for item in page if item.at is None or item.at >= since]
            cut = more
            count = total if cut and total is not None else len(items)
        note = f", of the newest {len(items):,}" if cut else ""
        judged = made_good(items, _SUCCESS)
        return Found(
            (
                self._seen("ci.runs", count, f"in the last {format_duration(self.window)}"),
                self._seen("ci.failed", len(failed(judged)), newest_title(failed(judged)) + note),
            ),
            _kept(judged),
        )

    async def deployments(self, talk: Talk) -> Found:
        """The deployments of the window, each with its latest state."""
        since = self._since()
        read = partial(parse_deployments, repository=self.repository)
        recent: list[Deployment] = []
        params = {"per_page": "100"}
        async for page, _ in talk.pages(self._path("deployments"), read, params, most=_DEPLOYMENT_PAGES):
            within = [each for each in page if each.at is None or each.at >= since]
            recent += within
            if len(within) < len(page):
                break
        asked = recent[:_STATES]
        states = await asyncio.gather(*(self._state(talk, each) for each in asked))
        items = made_good(states, _SUCCESS)
        note = f", of the newest {_STATES}" if len(recent) > _STATES else ""
        return Found(
            (
                self._seen("deploy.recent", len(recent), f"in the last {format_duration(self.window)}"),
                self._seen(
                    "deploy.failed",
                    len(failed(items)),
                    newest_title(failed(items)) + note,
                    judged=gravest(failed(items)),
                ),
            ),
            _kept(items),
        )

    async def vulnerabilities(self, talk: Talk) -> Found:
        """The open Dependabot alerts."""
        return await self._alerts(talk, "dependabot/alerts", parse_vulnerabilities, "code.vulnerabilities")

    async def scanning(self, talk: Talk) -> Found:
        """The open code scanning alerts."""
        return await self._alerts(talk, "code-scanning/alerts", parse_scanning, "code.scanning_alerts")

    async def _alerts(
        self, talk: Talk, path: str, parse: Callable[[object, str], tuple[Item, ...]], signal: str
    ) -> Found:
        tally = Tally(ORDER)
        cut = False
        params = {"state": "open", "per_page": "100"}
        async for page, more in talk.pages(
            self._path(path), lambda document: parse(document, self.repository), params
        ):
            tally.add(page)
            cut = more
            if more:
                counting = self._seen(signal, None, f"{tally.count:,} so far, still counting")
                talk.tell(Found((counting,), tally.items))
        words = tally.words(SEVERITIES) or ("none open" if not tally.count else "")
        seen = self._seen(signal, tally.count, f"more than {tally.count:,}: {words}" if cut else words)
        return Found((seen,), tally.items)

    async def _state(self, talk: Talk, deployment: Deployment) -> Item:
        path = self._path(f"deployments/{deployment.id}/statuses")
        return with_status(deployment, await talk.read(path, parse_status, {"per_page": "10"}))

    def _path(self, path: str) -> str:
        return f"/repos/{self.repository}/{path}"

    def _since(self) -> datetime:
        return self.time.now() - timedelta(seconds=self.window)

    def _seen(
        self, signal: str, count: int | None, detail: str, judged: Verdict | None = None
    ) -> Observation:
        value = None if count is None else float(count)
        return Observation(signal, value, "count", self.labels, judged=judged, detail=detail)


def _kept(items: tuple[Item, ...]) -> tuple[Item, ...]:
    tally = Tally()
    tally.add(items)
    return tally.items
