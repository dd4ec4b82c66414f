"""The part of the policy format about people: severities, clocks, ladders, alert classes."""

from __future__ import annotations

from data.models.practice import AlertClass, Clock, Ladder, Rung, Severity, Situation
from data.policies.reader import TableReader, read_origin

CLOCK_NAMES = (
    "respond",
    "act",
    "investigate",
    "escalate",
    "internal-update",
    "public-update",
    "mitigate",
    "resolve",
    "report",
    "review",
    "follow-up",
    "authorities",
)
_CLOCK_STARTS = ("", "declared", "resolved", "aware")


def read_severity(table: TableReader, policy: str) -> Severity:
    """One ``[[severity]]``."""
    return Severity(
        id=table.text("id"),
        rank=int(table.number("rank")),
        name=table.text("name"),
        means=table.text("means"),
        origin=read_origin(table, policy),
        examples=table.texts("examples"),
        who=table.texts("who"),
        communication=table.text("communication", ""),
    )


def read_situation(table: TableReader, policy: str) -> Situation:
    """One ``[[situation]]``."""
    return Situation(table.text("id"), table.text("severity"), read_origin(table, policy))


def read_clock(table: TableReader, policy: str) -> Clock:
    """One ``[[clock]]``; it has either `within` or `every`."""
    within, every = table.duration("within"), table.duration("every")
    seconds = within if every is None else every
    if seconds is None or (within is not None and every is not None):
        table.refuse("within", "a clock has either within or every")
    return Clock(
        name=table.among("name", CLOCK_NAMES),
        seconds=seconds,
        origin=read_origin(table, policy),
        repeats=every is not None,
        start=table.among("start", _CLOCK_STARTS, ""),
        severities=table.texts("severities"),
        situation=table.text("situation", ""),
        who=table.texts("who"),
    )


def read_ladder(table: TableReader, policy: str) -> Ladder:
    """One ``[[ladder]]`` with its rungs in order."""
    return Ladder(
        id=table.text("id"),
        title=table.text("title"),
        rungs=table.each("rung", _rung),
        origin=read_origin(table, policy),
        optional=table.flag("optional"),
    )


def read_alert_class(table: TableReader, policy: str) -> AlertClass:
    """One ``[[alert_class]]``."""
    return AlertClass(
        id=table.text("id"),
        name=table.text("name"),
        rank=int(table.number("rank")),
        origin=read_origin(table, policy),
        respond=table.duration("respond"),
        respond_words=table.text("respond_words", ""),
        resolve=table.duration("resolve"),
        escalate=table.duration("escalate"),
        notify=table.texts("notify"),
        recipients=table.texts("recipients"),
        covers=table.texts("covers"),
    )


def _rung(table: TableReader) -> Rung:
    return Rung(
        what=table.text("what"),
        after=table.duration("after"),
        every=table.duration("every"),
        who=table.texts("who"),
        by=table.texts("by"),
    )
