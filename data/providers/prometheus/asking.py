"""The questions that one query takes in a round: itself, its samples' age, at first its past."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, replace

from data.errors import SourceError
from data.models.failure import Failure
from data.models.reading import Observation
from data.providers.prometheus.api import Api
from data.providers.prometheus.freshness import (
    Found,
    group,
    has_stopped,
    newest_in_window,
    newest_now,
    there_lately,
    times,
)
from data.providers.prometheus.observe import Moment, Observer
from data.providers.prometheus.parse import Result
from data.providers.prometheus.promql import selectors
from data.providers.prometheus.settings import PrometheusQuery, PrometheusSettings
from data.timekeeping import Timekeeper

_MOST_SELECTORS = 8


@dataclass(frozen=True, slots=True)
class Asked:
    """What came of a query, with its answer as text and bytes."""

    observations: tuple[Observation, ...]
    text: str = ""
    body: bytes = b""


class Asking:
    """One query of the configuration, asked again and again."""

    def __init__(self, query: PrometheusQuery, settings: PrometheusSettings, time: Timekeeper) -> None:
        self.query = query
        self.promql = query.promql
        self._settings = settings
        self._time = time
        self._limit = settings.age_limit(query)
        self._selectors = selectors(query.promql)[:_MOST_SELECTORS]
        self._observer = Observer(query, self._limit, settings.max_series)
        self._recalled = False

    async def ask(self, api: Api, gate: asyncio.Semaphore) -> Asked:
        """One round of it; a failure is an answer like others."""
        try:
            async with gate:
                result, answer = await api.instant(self.query.promql)
                found = await self._found(api, result)
                await self._recall(api, result)
        except SourceError as error:
            return self.failed(error.failure)
        moment = Moment(self._time.now(), self._time.elapsed())
        return Asked(self._observer.observations(result, found, moment), answer.text, answer.body)

    def failed(self, failure: Failure) -> Asked:
        """What its signal is without an answer."""
        return Asked(self._observer.failed(failure), failure.message)

    async def _found(self, api: Api, result: Result) -> Sequence[Found]:
        """The newest samples of the selectors; nothing where nobody asks for their age."""
        asked, labels = self._selectors, self.query.labels
        if not (self._limit and asked and result.series):
            return ()
        answer, _ = await api.instant(newest_now(asked, labels))
        now = times(answer, labels, len(asked))
        found = [Found(selector, here, {}) for selector, here in zip(asked, now, strict=True)]
        if not has_stopped(found, [group(each.labels, labels) for each in result.series]):
            return found
        windowed = [each for each in found if each.selector.window]
        answer, _ = await api.instant(newest_in_window([each.selector for each in windowed], labels))
        past = times(answer, labels, len(windowed))
        still = [each for each in found if not each.selector.window]
        return [*still, *(replace(each, past=ago) for each, ago in zip(windowed, past, strict=True))]

    async def _recall(self, api: Api, result: Result) -> None:
        """At first: what was there in the last hour, so that even a single round misses what is gone."""
        if self._recalled or (result.series and not self.query.labels):
            return
        self._recalled = True
        try:
            async with asyncio.timeout(self._settings.patience / 4):
                history, _ = await api.instant(there_lately(self.query.promql, self.query.labels))
        except (SourceError, TimeoutError):
            return  # The query itself has its answer.
        self._observer.recall(history, Moment(self._time.now(), self._time.elapsed()))
