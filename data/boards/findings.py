"""Findings by severity and age, the gravest first."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from functools import lru_cache
from zoneinfo import ZoneInfo

from data.boards.looked import FINDINGS, Changes
from data.boards.outlook import Outlook
from data.boards.panels import framed, panel_of, readings_of
from data.boards.things import Thing, fact_of_thing, things_panel, verdict_of_thing
from data.models.board import Fact, Panel, Shape
from data.models.snapshot import Snapshot
from data.models.verdict import worst

NONE_OPEN = "severity:none"
"""The key of the line that says so."""
SEVERITIES = ("critical", "high", "medium", "low", "other")
_GUARDDUTY = ((9.0, "critical"), (7.0, "high"), (4.0, "medium"), (0.0, "low"))
_ALIASES = {"moderate": "medium", "error": "high", "warning": "medium", "note": "low"}


def severity_of(thing: Thing) -> str:
    """The source's own word or number, as one of SEVERITIES."""
    return _severity(thing.item.severity)


def severity_panel(things: Sequence[Thing], found: Changes, snapshot: Snapshot, outlook: Outlook) -> Panel:
    """How many of each severity, since when, and how many of them are new."""
    graded: dict[str, list[Thing]] = {}
    for thing in things:
        graded.setdefault(severity_of(thing), []).append(thing)
    new = found.marks
    facts = tuple(
        _grade(severity, graded[severity], new, snapshot, outlook)
        for severity in SEVERITIES
        if severity in graded
    )
    known = max(len(things), _counted(snapshot))
    note = f"{known - len(things)} more are not listed by their source" if known > len(things) else ""
    if not facts and readings_of(snapshot, *FINDINGS):
        facts = (Fact(NONE_OPEN, "none open", value=0.0, unit="count", group="findings"),)
    return framed(
        "severities", "Findings by severity", facts, FINDINGS, snapshot, shape=Shape.BARS, note=note
    )


def findings_panel(things: Sequence[Thing], found: Changes, snapshot: Snapshot, outlook: Outlook) -> Panel:
    """The gravest first, of equals the oldest; what is new says so. Without any, what was counted."""
    if not things:
        return panel_of("findings", "Open findings", FINDINGS, snapshot, outlook)
    new = found.marks

    def make(thing: Thing) -> Fact:
        fresh = thing.mark in new
        return fact_of_thing(thing, words="new since the last look" if fresh else "")

    return things_panel(
        "findings", "Open findings", things, FINDINGS, snapshot, make=make, total=_counted(snapshot)
    )


def day_words(at: datetime, now: datetime, zone: ZoneInfo) -> str:
    """The time of today, else the day: of what lasts for weeks nobody asks the minute."""
    local = at.astimezone(zone)
    today = now.astimezone(zone)
    year = "" if local.year == today.year else f" {local.year}"
    return f"{local:%H:%M}" if local.date() == today.date() else f"{local.day} {local:%b}{year}"


@lru_cache(maxsize=256)
def _severity(told: str) -> str:
    word = told.strip().lower()
    try:
        number = float(word)
    except ValueError:
        word = _ALIASES.get(word, word)
        return word if word in SEVERITIES else "other"
    return next((name for least, name in _GUARDDUTY if number >= least), "other")


def _grade(
    severity: str, things: Sequence[Thing], new: frozenset[str], snapshot: Snapshot, outlook: Outlook
) -> Fact:
    oldest = min((item.at for _, item in things if item.at), default=None)
    fresh = sum(thing.mark in new for thing in things) if new else 0
    began = f"oldest {day_words(oldest, snapshot.at, outlook.zone)}" if oldest else ""
    named = f" · {began}" if began else ""
    words = "; ".join(part for part in (began, f"{fresh} new since the last look" if fresh else "") if part)
    return Fact(
        key=f"severity:{severity}",
        name=f"{severity}{named}",
        verdict=worst({verdict_of_thing(thing) for thing in things}),
        value=float(len(things)),
        unit="count",
        since=oldest,
        words=words,
        group="findings",
    )


def _counted(snapshot: Snapshot) -> int:
    """How many findings the sources know of, listed or not."""
    return int(
        sum(each.observation.value or 0 for signal in FINDINGS for each in snapshot.readings_of(signal))
    )
