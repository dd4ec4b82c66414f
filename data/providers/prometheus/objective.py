"""What is asked for a service level objective: the share of errors, and how many requests there were."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Sequence

from data.errors import SourceError
from data.models.failure import Failure
from data.models.labels import Labels
from data.models.reading import Observation
from data.providers.prometheus.api import Api
from data.providers.prometheus.asking import Asked
from data.providers.prometheus.parse import Result, Series
from data.providers.prometheus.settings import (
    ERROR_RATIO,
    OBJECTIVE,
    REQUESTS,
    PrometheusQuery,
    PrometheusSlo,
)
from data.safe import safe
from data.slo.window import LONG, MIDDLE, SHORT, window_name
from data.timekeeping import Timekeeper

_RATIO, _COUNT, _MATCHED = "ops_console_ratio", "ops_console_count", "ops_console_errors"
_BEGAN = "ops_console_began"
_EDGE_H = 6
"""Hours at the begin of a window in which something must have been counted for it to be known whole."""
_AGAIN_S = 60.0
_EVERY_S = ((SHORT, 0.0), (MIDDLE, 60.0), (LONG, 300.0))
_BUDGET_EVERY_S = 900.0
_NO_ERRORS = "nothing matches errors now: taken as none"


def ratio(slo: PrometheusSlo, window: str) -> str:
    """The share of errors over a window; where no error was ever counted it is none."""
    return f"(sum(rate({slo.errors}[{window}])) or vector(0)) / sum(rate({slo.total}[{window}]))"


def remembered(slo: PrometheusSlo, window: str = "1h") -> PrometheusQuery:
    """The same as a query whose past can be asked for."""
    promql = _marked(_marked(ratio(slo, window), "window", window), "slo", slo.name)
    return PrometheusQuery(signal=ERROR_RATIO, promql=promql, unit="ratio", labels=("slo", "window"))


def askings(slo: PrometheusSlo, time: Timekeeper) -> tuple[WindowsAsking, ...]:
    """One question for each pace: long windows change slowly, and cost the server more."""
    paces = (*_EVERY_S, ((window_name(slo.window),), _BUDGET_EVERY_S))
    return tuple(WindowsAsking(slo, windows, every, time) for windows, every in paces)


class WindowsAsking:
    """Some windows of one objective; until `every` seconds have gone by, the last answer stands."""

    def __init__(self, slo: PrometheusSlo, windows: tuple[str, ...], every: float, time: Timekeeper) -> None:
        self._slo = slo
        self._windows = windows
        self._every = every
        self._time = time
        self._due = 0.0
        self._asking = False
        self._heard: tuple[Observation, ...] = ()
        self._good_until = 0.0
        self.promql = _question(slo, windows)

    async def ask(self, api: Api, gate: asyncio.Semaphore) -> Asked:
        """One round of it; a failure is an answer like others."""
        if self._heard and self._time.elapsed() < self._due:
            return Asked(self._heard)
        self._asking = False
        try:
            async with gate:
                self._asking = True
                result, answer = await api.instant(self.promql)
        except SourceError as error:
            return self.failed(error.failure)
        now = self._time.elapsed()
        # A round that comes a little early is not worth another whole one.
        self._due = now + self._every * 0.9
        self._good_until = now + max(_AGAIN_S, 2 * self._every)
        self._heard = (*self._objective(), *self._observations(result))
        return Asked(self._heard, answer.text, answer.body)

    def failed(self, failure: Failure) -> Asked:
        """What its windows are without an answer; one that never got its turn in a round has it in the next.

        Long windows change so slowly that their last answer stands a while, with its time.
        """
        now = self._time.elapsed()
        self._due = now + min(self._every, _AGAIN_S) if self._asking else now
        if now > self._good_until or (self._asking and not self._every):
            none = (self._seen(signal, window, None) for window in self._windows for signal in _UNITS)
            self._heard = (*self._objective(), *(_failed(each, failure) for each in none))
        return Asked(self._heard, failure.message)

    def _observations(self, result: Result) -> Iterable[Observation]:
        matched = any(_MATCHED in each.labels for each in result.series)
        for window in self._windows:
            share = _of(result, _RATIO, window)
            notes = ["" if matched else _NO_ERRORS, self._doubt(result, window)]
            yield self._seen(ERROR_RATIO, window, share, "; ".join(filter(None, notes)))
            yield self._seen(REQUESTS, window, _of(result, _COUNT, window))

    def _doubt(self, result: Result, window: str) -> str:
        """What is to be said where the server does not remember as far back as the budget is reckoned."""
        if window != window_name(self._slo.window) or _of(result, _BEGAN, window) is not None:
            return ""
        return f"less than {window} is remembered: reckoned from what there is"

    def _seen(self, signal: str, window: str, series: Series | None, note: str = "") -> Observation:
        value = series.value if series else None
        words = (series.words if series else "") or (
            f"no requests are counted over {window}" * (value is None)
        )
        labels: Labels = (("slo", self._slo.name), ("window", window))
        asked = (
            ratio(self._slo, window)
            if signal == ERROR_RATIO
            else f"sum(increase({self._slo.total}[{window}]))"
        )
        detail = words if value is None else note
        return Observation(
            signal, value, _UNITS[signal], labels, self._time.now(), detail=detail, query=safe(asked)
        )

    def _objective(self) -> tuple[Observation, ...]:
        """Said once for each objective, beside its shortest windows."""
        if self._slo.objective is None or self._windows != SHORT:
            return ()
        return (Observation(OBJECTIVE, self._slo.objective, "%", (("slo", self._slo.name),)),)


_UNITS = {ERROR_RATIO: "ratio", REQUESTS: "count"}


def _question(slo: PrometheusSlo, windows: Sequence[str]) -> str:
    """All that is asked of some windows in one question, its parts told apart by labels."""
    parts = [
        part
        for window in windows
        for part in (
            _marked(ratio(slo, window), _RATIO, window),
            _marked(f"sum(increase({slo.total}[{window}]))", _COUNT, window),
        )
    ]
    budget = window_name(slo.window)
    if budget in windows:
        then = f"[{_EDGE_H}h] offset {slo.window / 3600 - _EDGE_H:.0f}h"
        parts.append(_marked(f"count(count_over_time({slo.total}{then}))", _BEGAN, budget))
    return " or ".join([*parts, _marked(f"count({slo.errors})", _MATCHED, "now")])


def _marked(promql: str, label: str, value: str) -> str:
    told = value.replace("\\", "\\\\").replace('"', '\\"').replace("$", "$$")
    return f'label_replace({promql}, "{label}", "{told}", "", "")'


def _of(result: Result, label: str, window: str) -> Series | None:
    return next((each for each in result.series if each.labels.get(label) == window), None)


def _failed(seen: Observation, failure: Failure) -> Observation:
    return Observation(
        seen.signal, None, seen.unit, seen.labels, detail=failure.message, failure=failure, query=seen.query
    )
