"""What Prometheus remembers of the configured queries."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import replace

from data.errors import SourceError
from data.models.labels import Labels
from data.models.past import Past, Window
from data.providers.prometheus.api import Api
from data.providers.prometheus.freshness import group
from data.providers.prometheus.parse import RangeSeries
from data.providers.prometheus.settings import PrometheusQuery

_AT_ONCE = 2
"""A range costs the server more than a moment: it is to go on answering those."""


async def ask_past(
    api: Api, queries: Sequence[PrometheusQuery], window: Window, max_series: int
) -> tuple[Past, ...]:
    """Every query over a window; those that fail are left out. Raises SourceError where all of them do."""
    gate = asyncio.Semaphore(_AT_ONCE)

    async def ask(query: PrometheusQuery) -> tuple[Past, ...] | SourceError:
        async with gate:
            try:
                series = await api.range(query.promql, window.start, window.end, window.step)
            except SourceError as error:
                return error
        return pasts_of(query, series, max_series)

    answers = await asyncio.gather(*(ask(query) for query in queries))
    failures = [each for each in answers if isinstance(each, SourceError)]
    if failures and len(failures) == len(answers):
        raise failures[0]
    return tuple(past for each in answers if not isinstance(each, SourceError) for past in each)


def pasts_of(query: PrometheusQuery, series: Sequence[RangeSeries], max_series: int) -> tuple[Past, ...]:
    """One past for each combination of the labels, told apart as the values of now are."""
    grouped: dict[Labels, list[RangeSeries]] = {}
    for each in series[:max_series]:
        grouped.setdefault(group(each.labels, query.labels), []).append(each)
    return tuple(
        Past(query.signal, labels, query.unit, several[0].times, several[0].values)
        for labels, several in grouped.items()
        if len(several) == 1 and several[0].times
    )


def shifted(past: Past, seconds: float) -> Past:
    """The same values by a clock that differs by so much."""
    return replace(past, times=tuple(at + seconds for at in past.times))
