"""Service level objectives as facts: availability, what is left of the budget, and how fast it burns."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import partial

from data.boards.facts import key_of, span_words, value_at
from data.boards.outlook import Outlook
from data.boards.panels import framed
from data.models.board import Compared, Fact, Panel
from data.models.reading import Reading
from data.models.series import Key, Series
from data.models.snapshot import Snapshot
from data.models.threshold import Comparison, Limit, Threshold
from data.models.verdict import BROKEN, Verdict, worst
from data.quantity import known
from data.slo.burning import Burn, Burning, Loudness, Measured, budget_left, burn_rate, burns
from data.slo.window import window_seconds

SIGNALS = ("slo.error_ratio", "slo.requests", "slo.objective_pct")
_RATIO, _REQUESTS, _OBJECTIVE = SIGNALS
_DEFAULT = "api.availability_pct"
_STATES = {
    Burning.QUIET: Verdict.PASS,
    Burning.TOO_FEW: Verdict.PASS,
    Burning.UNKNOWN: Verdict.NO_DATA,
}
_LOUD = {Loudness.PAGE: Verdict.FAIL, Loudness.TICKET: Verdict.WARN}


@dataclass(frozen=True, slots=True)
class Objective:
    """One objective with what its source says of it, by window; `limit` is None where nobody set one."""

    source: str
    name: str
    ratios: Mapping[str, Reading]
    requests: Mapping[str, Reading]
    limit: Limit | None

    @property
    def window(self) -> str:
        """The window of the budget: the longest one."""
        return max(self.ratios, key=window_seconds)

    @property
    def measured(self) -> Mapping[str, Measured]:
        """What was counted, by window; what is not a number is not known."""
        windows = {*self.ratios, *self.requests}
        return {each: Measured(_value(self.ratios, each), _value(self.requests, each)) for each in windows}

    def key(self, window: str) -> Key:
        """The series of its errors over a window."""
        return (self.source, _RATIO, (("slo", self.name), ("window", window)))


def slo_panel(snapshot: Snapshot, outlook: Outlook) -> Panel:
    """Every objective that some source counts."""
    facts = tuple(
        _with_past(line, snapshot, outlook)
        for each in objectives(snapshot, outlook)
        for line in _lines(each, outlook)
    )
    return framed("slo", "Objectives", facts, SIGNALS, snapshot)


def objectives(snapshot: Snapshot, outlook: Outlook) -> Iterator[Objective]:
    """The objectives, in the order of the configuration."""
    names = dict.fromkeys((each.source, _name(each)) for each in snapshot.readings_of(_RATIO))
    for source, name in names:
        if name:
            ratios = _by_window(snapshot, _RATIO, source, name)
            requests = _by_window(snapshot, _REQUESTS, source, name)
            yield Objective(source, name, ratios, requests, _limit(snapshot, outlook, source, name))


@dataclass(frozen=True, slots=True)
class _Line:
    """A fact, and how it comes from the share of errors over `window`: its own past is reckoned so, too."""

    fact: Fact
    of: Objective
    window: str
    reckon: Callable[[float], float]


def _lines(each: Objective, outlook: Outlook) -> Iterator[_Line]:
    window, limit = each.window, each.limit
    ratio = _value(each.ratios, window)
    yield _Line(_available(each, ratio, outlook), each, window, _availability)
    if limit is not None:
        left = partial(_left, objective=limit.number)
        yield _Line(_budget(each, None if ratio is None else left(ratio)), each, window, left)
        for burn in burns(each.measured, limit.number, window_seconds(window)):
            rate = partial(burn_rate, objective=limit.number)
            yield _Line(_burn(each, burn), each, burn.rule.long, rate)


def _available(each: Objective, ratio: float | None, outlook: Outlook) -> Fact:
    value = None if ratio is None else _availability(ratio)
    verdict, words = None, ""
    if each.limit is None:
        words = f"{outlook.policy.id} names no availability: set objective for {each.name}"
    elif value is None:
        verdict = Verdict.NO_DATA
    else:
        verdict = Verdict.PASS if each.limit.holds(value) else Verdict.FAIL
    told = Fact(
        "availability", f"available {each.window}", verdict, value, "%", limit=each.limit, words=words
    )
    return _framed(told, each, each.window)


def _budget(each: Objective, left: float | None) -> Fact:
    words = "" if left is None else f"overspent by {-left:.0f} %" if left < 0 else f"{left:.1f} % is left"
    verdict = Verdict.NO_DATA if left is None else Verdict.FAIL if left < 0 else Verdict.PASS
    limit = Limit(Comparison.GE, 0.0, "", "", "What is left of the errors that the objective allows.")
    told = Fact("budget", "budget left", verdict, left, "%", limit=limit, words=words)
    return _framed(told, each, each.window)


def _burn(each: Objective, burn: Burn) -> Fact:
    rule = burn.rule
    verdict = _LOUD[rule.loudness] if burn.state is Burning.FIRING else _STATES[burn.state]
    says = f"{rule.share:.0%} of the budget in {rule.long}, confirmed by {rule.short}: {rule.loudness}"
    limit = Limit(Comparison.LE, burn.threshold, "", "multi-window burn rate", says)
    title = f"{rule.long} burn ({rule.loudness})"
    told = Fact(f"burn-{rule.long}", title, verdict, burn.long, "×", limit=limit, words=burn.words)
    fact = _framed(told, each, rule.long)
    confirming = _unseen(each, rule.short)
    return fact if confirming is None else replace(fact, verdict=worst([fact.verdict or verdict, confirming]))


def _framed(fact: Fact, each: Objective, window: str) -> Fact:
    """The fact with what all of an objective have; its own key and name only say its part of it."""
    reading = each.ratios.get(window)
    return replace(
        fact,
        key=f"{key_of((each.source, 'slo', (('slo', each.name),)))}:{fact.key}",
        name=f"{fact.name} · {each.name}",
        verdict=_unseen(each, window) or fact.verdict,
        threshold=Threshold(fact.unit, target=fact.limit) if fact.limit else None,
        observed_at=reading.observed_at if reading else None,
        words="; ".join(part for part in (fact.words, _note(reading, fact.value)) if part),
        source=each.source,
        group=each.name,
        details=tuple(_details(each)),
    )


def _note(reading: Reading | None, value: float | None) -> str:
    """Why there is no value, or what is to be said against it."""
    if reading is None:
        return ""
    return reading.words if value is None else reading.observation.detail


def _with_past(line: _Line, snapshot: Snapshot, outlook: Outlook) -> Fact:
    """The fact with its own past, what it was at another time, and since when its limit is broken."""
    key, now = line.of.key(line.window), snapshot.elapsed
    shares = outlook.past(key, now - outlook.span.seconds, now)
    drawn = Series(shares.times, tuple(line.reckon(share) for share in shares.values))
    was = value_at(key, now - outlook.against, outlook)
    fact = line.fact
    return replace(
        fact,
        drawn=drawn,
        compared=None if was is None else Compared(line.reckon(was), span_words(outlook.against)),
        since=_since(fact, drawn, snapshot),
    )


def _since(fact: Fact, drawn: Series, snapshot: Snapshot) -> datetime | None:
    if fact.limit is None or fact.verdict not in BROKEN:
        return None
    began = None
    for at, value in zip(reversed(drawn.times), reversed(drawn.values), strict=True):
        if fact.limit.holds(value):
            break
        began = at
    return None if began is None else snapshot.at - timedelta(seconds=snapshot.elapsed - began)


def _availability(ratio: float) -> float:
    return 100.0 * (1.0 - ratio)


def _left(ratio: float, objective: float) -> float:
    return 100.0 * budget_left(ratio, objective)


def _details(each: Objective) -> Iterator[tuple[str, str]]:
    if each.limit is not None:
        yield "objective", f"{each.limit.comparison} {each.limit.number:g} %"
        if each.limit.policy:
            yield "limit from", f"{each.limit.policy} § {each.limit.section}"
    for window, counted in sorted(each.measured.items(), key=lambda one: window_seconds(one[0])):
        share = "unknown" if counted.ratio is None else f"{counted.ratio:.4%} errors"
        of = "" if counted.requests is None else f" of {counted.requests:,.0f} requests"
        note = each.ratios[window].observation.detail if window in each.ratios else ""
        yield window, f"{share}{of}{f', {note}' if note else ''}"


def _limit(snapshot: Snapshot, outlook: Outlook, source: str, name: str) -> Limit | None:
    """The objective as configured, else the availability that the policy demands."""
    for each in snapshot.readings_of(_OBJECTIVE):
        if each.source == source and _name(each) == name and each.observation.value is not None:
            return Limit(Comparison.GE, each.observation.value, "", "", "set in the configuration")
    threshold = outlook.policy.threshold(_DEFAULT)
    target = threshold.target if threshold else None
    return target if target is not None and 0 < target.number < 100 else None


def _unseen(each: Objective, window: str) -> Verdict | None:
    """Why a window cannot be gone by: its answer is old, or failed."""
    reading = each.ratios.get(window)
    return reading.verdict if reading is not None and not reading.verdict.known else None


def _value(readings: Mapping[str, Reading], window: str) -> float | None:
    reading = readings.get(window)
    return reading.observation.value if reading and known(reading.observation.value) else None


def _by_window(snapshot: Snapshot, signal: str, source: str, name: str) -> dict[str, Reading]:
    return {
        dict(each.observation.labels).get("window", ""): each
        for each in snapshot.readings_of(signal)
        if each.source == source and _name(each) == name
    }


def _name(reading: Reading) -> str:
    return dict(reading.observation.labels).get("slo", "")
