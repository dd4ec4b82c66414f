"""What is told of the platform as a whole: its pages in browsers, its backups, its safety."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from http import HTTPStatus

from console.lab.ports import HOST
from console.lab.services.exposition import Histogram, family, sample
from console.lab.services.web import Page, Request, WebServer

Gauges = Mapping[str, float]
"""Metrics without labels, by name."""

_EVERY_S = 1.0
_SIGN_INS_FAIL_EVERY = 60
_COMPLIANCE = {"soc2": 98.0, "gdpr": 100.0}
# Of each second's page views: (first paint, largest paint, interactive, layout shift).
_VIEWS = (
    (0.62, 1.15, 1.7, 0.01),
    (0.78, 1.42, 2.1, 0.02),
    (0.91, 1.7, 2.4, 0.04),
    (1.24, 2.2, 3.1, 0.08),
)
_SECONDS = (0.25, 0.5, 0.75, 1.0, 1.25, 1.5, 2.0, 2.5, 3.0, 3.5, 4.0, 6.0, 10.0)
_SHIFTS = (0.01, 0.025, 0.05, 0.075, 0.1, 0.15, 0.25, 0.5, 1.0)
_VITALS = {
    "web_vitals_fcp_seconds": ("Time to the first paint.", _SECONDS),
    "web_vitals_lcp_seconds": ("Time to the largest paint.", _SECONDS),
    "web_vitals_tti_seconds": ("Time until the page can be used.", _SECONDS),
    "web_vitals_cls": ("How far the layout shifts.", _SHIFTS),
}


class Platform:
    """Answers ``/metrics``; its page views go on until it is stopped."""

    def __init__(self, port: int, backups: Callable[[], Gauges]) -> None:
        self._backups = backups
        self._vitals = {name: Histogram(bounds) for name, (_, bounds) in _VITALS.items()}
        self._seconds = 0
        self._web = WebServer(port, self._page)
        self._views: asyncio.Task[None] | None = None

    @property
    def address(self) -> str:
        """Host and port."""
        return f"{HOST}:{self._web.port}"

    async def start(self) -> None:
        """Listen, and let people look at the pages."""
        await self._web.start()
        self._views = asyncio.create_task(self._view())

    async def stop(self) -> None:
        """Stop listening."""
        if self._views is not None:
            self._views.cancel()
        await self._web.stop()

    async def _view(self) -> None:
        while True:
            self._seconds += 1
            for view in _VIEWS:
                for histogram, value in zip(self._vitals.values(), view, strict=True):
                    histogram.record(value)
            await asyncio.sleep(_EVERY_S)

    async def _page(self, request: Request) -> Page:
        if request.path != "/metrics":
            return Page(HTTPStatus.NOT_FOUND, "no such page\n", "text/plain")
        return Page(HTTPStatus.OK, self.exposition(), "text/plain; version=0.0.4")

    def exposition(self) -> str:
        """All of it as Prometheus text."""
        lines = [
            *(
                line
                for name, (says, _) in _VITALS.items()
                for line in family(name, "histogram", says, self._vitals[name].lines(name, {}))
            ),
            *(
                line
                for name, value in self._backups().items()
                for line in family(name, "gauge", "Of the newest backup.", [sample(name, {}, value)])
            ),
            *_safety(self._seconds),
        ]
        return "\n".join(lines) + "\n"


def _safety(seconds: int) -> list[str]:
    failures = seconds // _SIGN_INS_FAIL_EVERY
    scores = [sample("compliance_score_percent", {"of": of}, score) for of, score in _COMPLIANCE.items()]
    counters = {"auth_failures_total": failures, "security_suspicious_events_total": 0}
    gauges = {"security_breach_indicators": 0, "security_vulnerabilities_new": 0}
    return [
        *(
            line
            for kind, figures in (("counter", counters), ("gauge", gauges))
            for name, value in figures.items()
            for line in family(name, kind, "Of the platform's safety.", [sample(name, {}, value)])
        ),
        *family("compliance_score_percent", "gauge", "Rules that are complied with.", scores),
    ]
