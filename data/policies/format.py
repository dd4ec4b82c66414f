"""The policy file format: TOML tables into the records of data.models."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from datetime import date
from types import MappingProxyType

from data.models.policy import Policy
from data.models.practice import Band, Figure, Mark, Review, Routine, Window
from data.models.threshold import Comparison, Limit, Threshold
from data.models.verdict import Verdict
from data.policies.people import read_alert_class, read_clock, read_ladder, read_severity, read_situation
from data.policies.reader import TableReader, read_origin

SCHEMA = 1
_LIMIT = re.compile(r"(<=|>=|<|>)\s*(-?\d+(?:\.\d+)?)")


def read_policy(reader: TableReader) -> Policy:
    """The policy in a file; raises ConfigError with file and key where it is not one."""
    if reader.number("schema") != SCHEMA:
        reader.refuse("schema", f"this version reads schema {SCHEMA}")
    id = reader.text("id")
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
        routines=reader.each("routine", lambda table: _routine(table, id)),
        windows=reader.each("window", lambda table: _window(table, id)),
        figures=reader.each("figure", lambda table: _figure(table, id)),
        review=reader.one("review", _review) or Review(),
    )
    reader.finish()
    return policy


def _thresholds(reader: TableReader, policy: str, bands: tuple[Band, ...]) -> Mapping[str, Threshold]:
    found: dict[str, Threshold] = {signal: _of_bands(bands, signal) for signal in {b.signal for b in bands}}

    def build(table: TableReader) -> None:
        threshold = Threshold(
            unit=table.text("unit", ""),
            target=table.one("target", lambda inner: read_limit(inner, "must", policy)),
            warn=table.one("warn", lambda inner: read_limit(inner, "when", policy)),
            fail=table.one("fail", lambda inner: read_limit(inner, "when", policy)),
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


def read_limit(table: TableReader, key: str, policy: str) -> Limit:
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
        limit=read_limit(table, "when", policy),
        unit=table.text("unit", ""),
        signals=table.texts("signals"),
    )


def _routine(table: TableReader, policy: str) -> Routine:
    period = table.duration("period")
    if not period:
        table.refuse("period", 'must be a duration such as "1d"')
    return Routine(
        id=table.text("id"),
        title=table.text("title"),
        every=table.text("every"),
        period=period,
        origin=read_origin(table, policy),
        slot=table.text("slot", ""),
        at=table.text("at", ""),
        zone=table.text("zone", ""),
        keep=table.text("keep", ""),
        place=table.text("place", ""),
        details=table.texts("details"),
    )


def _window(table: TableReader, policy: str) -> Window:
    return Window(
        environment=table.text("environment"),
        when=table.text("when", ""),
        zone=table.text("zone", ""),
        frequency=table.text("frequency", ""),
        notice=table.text("notice", ""),
        origin=read_origin(table, policy),
        activities=table.texts("activities"),
        approval=table.texts("approval"),
    )


def _figure(table: TableReader, policy: str) -> Figure:
    return Figure(table.text("subject"), table.text("figure"), read_origin(table, policy))


def _review(table: TableReader) -> Review:
    due = table.text("due", "")
    try:
        day = date.fromisoformat(due) if due else None
    except ValueError:
        table.refuse("due", 'must be a day such as "2025-04-30"')
    return Review(
        updated=table.text("updated", ""),
        every=table.text("every", ""),
        next=table.text("next", ""),
        due=day,
        owner=table.text("owner", ""),
        note=table.text("note", ""),
    )
