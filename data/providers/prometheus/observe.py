"""From a query's answer to observations: what is there, what is old, what is gone, what was cut."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from data.models.failure import Failure
from data.models.labels import Labels
from data.models.reading import Observation
from data.models.verdict import Verdict
from data.providers.prometheus.freshness import Found, group, newest
from data.providers.prometheus.memory import Last, Memory
from data.providers.prometheus.parse import Result, Series
from data.providers.prometheus.settings import PrometheusQuery
from data.quantity import format_value
from data.safe import safe


@dataclass(frozen=True, slots=True)
class Moment:
    """Now, on our two clocks."""

    now: datetime
    elapsed: float


class Observer:
    """Turns the answers to one query into observations, remembering what was there."""

    def __init__(self, query: PrometheusQuery, max_age: float, max_series: int) -> None:
        self._query = query
        self._max_age = max_age
        self._max_series = max_series
        self._shown = safe(" ".join(query.promql.split()))
        self.memory = Memory()

    def observations(self, result: Result, found: Sequence[Found], moment: Moment) -> tuple[Observation, ...]:
        """All that is to be said of an answer."""
        here = self._grouped(result.series[: self._max_series])
        seen = [self._series(labels, each, result, found, moment) for labels, each in here.items()]
        seen += [self._gone(labels, last) for labels, last in self.memory.vanished(here, moment.elapsed)]
        if not seen:
            seen = [self._none("no such series: nothing matches now, and nothing did in the last hour")]
        return (*(self._warned(each, result.warnings) for each in seen), *self._cut(result))

    def failed(self, failure: Failure) -> tuple[Observation, ...]:
        """What the signal is while the query cannot be answered."""
        series = self.memory.known or [()]
        return tuple(replace(self._none(failure.message, labels), failure=failure) for labels in series)

    def recall(self, history: Result, moment: Moment) -> None:
        """Take in what was there in the last hour, before this console asked for the first time."""
        for each in history.series:
            labels = group(each.labels, self._query.labels)
            if each.value is not None and history.at is not None and labels not in self.memory.known:
                age = max(0.0, history.at - each.value)
                self.memory.note(
                    labels, Last(moment.now - timedelta(seconds=age), moment.elapsed - age, None)
                )

    def _grouped(self, series: Sequence[Series]) -> dict[Labels, Series]:
        """One series for each combination of the labels; where there are several, none of them."""
        grouped: dict[Labels, list[Series]] = {}
        for each in series:
            grouped.setdefault(group(each.labels, self._query.labels), []).append(each)
        names = ", ".join(self._query.labels) or "labels"
        advice = f"where one was expected: aggregate, or tell them apart by more than {names}"
        if not self._query.labels:
            advice = "where one was expected: aggregate, or name the telling ones in labels"
        return {
            labels: several[0] if len(several) == 1 else Series({}, None, f"{len(several)} series {advice}")
            for labels, several in grouped.items()
        }

    def _series(
        self, labels: Labels, series: Series, result: Result, found: Sequence[Found], moment: Moment
    ) -> Observation:
        sampled = newest(found, labels)
        age = max(0.0, result.at - sampled.time) if sampled and result.at is not None else 0.0
        observed_at = moment.now - timedelta(seconds=age)
        self.memory.note(labels, Last(observed_at, moment.elapsed - age, series.value))
        seen = replace(self._none(series.words, labels), value=series.value, observed_at=observed_at)
        words = self._stale(age, stopped=sampled is not None and sampled.stopped)
        if not words:
            return seen
        return replace(seen, judged=Verdict.STALE, detail="; ".join(filter(None, [words, series.words])))

    def _stale(self, age: float, *, stopped: bool) -> str:
        """Why a value is too old to go by; nothing where it is not."""
        limit = format_value(self._max_age, "s")
        if self._max_age and age > self._max_age:
            return f"stale: the newest sample is {format_value(age, 's')} old, {limit} is allowed"
        if stopped and self._query.max_age is None:
            return f"stale: its series has stopped, the last sample is {format_value(age, 's')} old"
        return ""

    def _gone(self, labels: Labels, last: Last) -> Observation:
        was = "" if last.value is None else f", it was {format_value(last.value, self._query.unit)}"
        return self._none(f"vanished: last there at {last.at:%Y-%m-%d %H:%M:%S} UTC{was}", labels)

    def _cut(self, result: Result) -> tuple[Observation, ...]:
        count = len(result.series)
        if count > self._max_series:
            return (self._none(f"cut off: {self._max_series} of {count:,} series are kept"),)
        limited = [words for words in result.warnings if "truncated" in words]
        return (self._none(f"cut off by the server: {limited[0]}"),) if limited else ()

    def _warned(self, seen: Observation, warnings: Sequence[str]) -> Observation:
        if not warnings:
            return seen
        words = safe("; ".join(filter(None, [seen.detail, *(f"warning: {each}" for each in warnings)])))
        judged = seen.judged or (Verdict.WARN if seen.value is not None else None)
        return replace(seen, judged=judged, detail=words)

    def _none(self, words: str, labels: Labels = ()) -> Observation:
        return Observation(
            self._query.signal, None, self._query.unit, labels, detail=words, query=self._shown
        )
