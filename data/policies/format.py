"""The policy file format: TOML tables into the records of data.models."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType

from data.config.nearest import did_you_mean
from data.models.policy import Policy
from data.models.practice import Band, Mark, Review
from data.models.threshold import Comparison, Limit, Threshold
from data.models.verdict import Verdict
from data.policies.habits import read_figure, read_review, read_routine, read_window
from data.policies.people import read_alert_class, read_clock, read_ladder, read_severity, read_situation
from data.policies.reader import TableReader, read_origin

SCHEMA = 1
_LISTS = (
    "marks",
    "severities",
    "situations",
    "clocks",
    "ladders",
    "bands",
    "alert_classes",
    "routines",
    "windows",
    "figures",
)
_LIMIT = re.compile(r"(<=|>=|<|>)\s*(-?\d+(?:\.\d+)?)")


def read_policy(reader: TableReader, bases: Sequence[Policy] = ()) -> Policy:
    """The policy in a file; raises ConfigError with file and key where it is not one.

    A file that names one of `bases` as its ``base`` says only what differs from it.
    """
    if reader.number("schema") != SCHEMA:
        reader.refuse("schema", f"this version reads schema {SCHEMA}")
    id = reader.text("id")
    base = _base(reader, bases)
    bands = reader.each("band", lambda table: _band(table, id))
    policy = Policy(
        id=id,
        title=reader.text("title"),
        document=reader.text("document"),
        thresholds=_thresholds(reader, id, bands),
        marks=reader.each("mark", lambda table: _mark(table, id)),
        severities=reader.each("severity", lambda table: read_severity(table, id)),
        situations=reader.each("situation", lambda table: read_situation(table, id)),
        clocks=reader.each("clock", lambda table: read_clock(table, id)),
        ladders=reader.each("ladder", lambda table: read_ladder(table, id)),
        bands=bands,
        alert_classes=reader.each("alert_class", lambda table: read_alert_class(table, id)),
        routines=reader.each("routine", lambda table: read_routine(table, id)),
        windows=reader.each("window", lambda table: read_window(table, id)),
        figures=reader.each("figure", lambda table: read_figure(table, id)),
        review=reader.one("review", read_review) or Review(),
    )
    reader.finish()
    return _upon(base, policy) if base else policy


def _base(reader: TableReader, bases: Sequence[Policy]) -> Policy | None:
    name = reader.text("base", "")
    found = next((policy for policy in bases if policy.id == name), None)
    if name and found is None:
        ids = [policy.id for policy in bases]
        reader.refuse("base", f'no policy before this one is called "{name}"', did_you_mean(name, ids))
    return found


def _upon(base: Policy, own: Policy) -> Policy:
    """The base with the thresholds of `own` in place of its own, and each list that `own` gives."""
    given = {name: getattr(own, name) or getattr(base, name) for name in _LISTS}
    thresholds = MappingProxyType({**base.thresholds, **own.thresholds})
    return replace(own, thresholds=thresholds, **given)


def _thresholds(reader: TableReader, policy: str, bands: tuple[Band, ...]) -> Mapping[str, Threshold]:
    found: dict[str, Threshold] = {signal: _of_bands(bands, signal) for signal in {b.signal for b in bands}}

    def build(table: TableReader) -> None:
        threshold = Threshold(
            unit=table.text("unit", ""),
            target=table.one("target", lambda inner: _read_limit(inner, "must", policy)),
            warn=table.one("warn", lambda inner: _read_limit(inner, "when", policy)),
            fail=table.one("fail", lambda inner: _read_limit(inner, "when", policy)),
        )
        if threshold.decisive is None:
            table.refuse("target", "a threshold needs a target, a warn or a fail")
        signals = table.texts("signals")
        if not signals:
            table.refuse("signals", "a threshold needs the names of its signals")
        for signal in signals:
            if signal in found:
                table.refuse("signals", f"{signal} already has a threshold in this policy")
            found[signal] = threshold

    reader.each("threshold", build)
    return MappingProxyType(found)


def _read_limit(table: TableReader, key: str, policy: str) -> Limit:
    """The number in ``must = "< 200"`` or ``when = "> 500"``, with its section."""
    text = table.text(key)
    match = _LIMIT.fullmatch(text.strip())
    if not match or not math.isfinite(float(match[2])):
        table.refuse(key, f'"{text}" must look like "< 200" or ">= 99.9"')
    return Limit(Comparison(match[1]), float(match[2]), policy, table.text("section"), table.text("says", ""))


def _of_bands(bands: tuple[Band, ...], signal: str) -> Threshold:
    """The threshold that bands amount to: the lowest bound of passing, and of warning."""

    def lowest(*verdicts: Verdict) -> Band | None:
        among = [band for band in bands if band.signal == signal and band.verdict in verdicts]
        return min(among, key=lambda band: band.at_least, default=None)

    def limit(band: Band | None, comparison: Comparison) -> Limit | None:
        if band is None:
            return None
        return Limit(comparison, band.at_least, band.origin.policy, band.origin.section, band.origin.says)

    good, bearable = lowest(Verdict.PASS), lowest(Verdict.PASS, Verdict.WARN)
    unit = next(band.unit for band in bands if band.signal == signal)
    return Threshold(unit, target=limit(good, Comparison.GE), fail=limit(bearable, Comparison.LT))


def _band(table: TableReader, policy: str) -> Band:
    return Band(
        signal=table.text("signal"),
        unit=table.text("unit"),
        name=table.text("name"),
        at_least=table.number("at_least"),
        verdict=Verdict(table.among("verdict", ["pass", "warn", "fail"])),
        origin=read_origin(table, policy),
    )


def _mark(table: TableReader, policy: str) -> Mark:
    return Mark(
        role=table.text("role"),
        subject=table.text("subject"),
        limit=_read_limit(table, "when", policy),
        unit=table.text("unit", ""),
        signals=table.texts("signals"),
    )
