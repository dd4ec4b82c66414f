"""How signals went over a period, against the one before."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from statistics import fmean

from data.boards.facts import label_words
from data.catalogue import catalogue
from data.models.labels import Labels
from data.models.series import Key
from data.quantity import known
from data.reports.ground import Ground
from data.reports.period import Period
from data.reports.sample import Basis, values_between

_MOST = 200
_SMALL_PCT = 1.0
_APART = frozenset({"cost.day"})
"""Signals that a report has a section of its own for."""


@dataclass(frozen=True, slots=True)
class Trend:
    """One series: the values of the period, the mean of the period before, and where both are from."""

    source: str
    signal: str
    labels: Labels
    unit: str
    values: tuple[float, ...]
    before: float | None
    basis: Basis

    @property
    def title(self) -> str:
        """What people call it."""
        signal = catalogue().get(self.signal)
        parts = (signal.title if signal else self.signal, label_words(self.labels))
        return " · ".join(part for part in parts if part)

    @property
    def mean(self) -> float:
        """The mean of the period."""
        return fmean(self.values)

    @property
    def change_pct(self) -> float | None:
        """By how much the mean differs from that before."""
        return None if not self.before else 100 * (self.mean - self.before) / abs(self.before)

    @property
    def direction(self) -> str:
        """``better``, ``worse``, ``the same``, or ``up`` and ``down`` where neither is good; else empty."""
        change = self.change_pct
        if change is None:
            return ""
        if abs(change) < _SMALL_PCT:
            return "the same"
        signal = catalogue().get(self.signal)
        if signal is None or signal.higher_is == "neither":
            return "up" if change > 0 else "down"
        return "better" if (change > 0) == (signal.higher_is == "better") else "worse"


@dataclass
class _Points:
    unit: str
    basis: Basis
    now: list[float] = field(default_factory=list)
    before: list[float] = field(default_factory=list)


def trends(ground: Ground, period: Period) -> tuple[Trend, ...]:
    """Every series with values in the period: from the sources that remember, else from the journal."""
    points = _written(ground, period) | _remembered(ground, period)
    found = [
        Trend(
            source,
            signal,
            labels,
            each.unit,
            tuple(each.now),
            fmean(each.before) if each.before else None,
            each.basis,
        )
        for (source, signal, labels), each in points.items()
        if each.now and signal not in _APART
    ]
    order = {known_signal.name: place for place, known_signal in enumerate(catalogue())}
    found.sort(
        key=lambda trend: (order.get(trend.signal, len(order)), trend.signal, trend.source, trend.labels)
    )
    return tuple(found[:_MOST])


def _remembered(ground: Ground, period: Period) -> dict[Key, _Points]:
    now = ground.between(period.first, period.after)
    before = ground.between(period.before.first, period.before.after)
    found: dict[Key, _Points] = {}
    for each in ground.remembered:
        for past in each.pasts:
            points = found.setdefault(
                (each.source, past.signal, past.labels), _Points(past.unit, Basis.REMEMBERED)
            )
            points.now += values_between(past, *now)
            points.before += values_between(past, *before)
    return {key: points for key, points in found.items() if points.now}


def _written(ground: Ground, period: Period) -> dict[Key, _Points]:
    found: dict[Key, _Points] = {}
    for at, each in ground.written:
        if each.value is None or not known(each.value):
            continue
        points = found.setdefault((each.source, each.signal, each.labels), _Points(each.unit, Basis.JOURNAL))
        day = at.astimezone(ground.zone).date()
        if period.first <= day < period.after:
            points.now.append(each.value)
        elif period.before.first <= day < period.first:
            points.before.append(each.value)
    return found


def of_signal(found: Iterable[Trend], signal: str) -> tuple[Trend, ...]:
    """The trends of one signal."""
    return tuple(trend for trend in found if trend.signal == signal)
