"""Findings by severity and age, and what is new or fixed since somebody last looked."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import lru_cache
from zoneinfo import ZoneInfo

from data.boards.outlook import Outlook
from data.boards.panels import framed, panel_of, readings_of
from data.boards.sentences import clock
from data.boards.things import MOST, Thing, fact_of_thing, gravest, things_panel, verdict_of_thing
from data.models.board import Fact, Panel, Shape
from data.models.look import Look, mark_of, origin_of
from data.models.snapshot import Phase, Snapshot
from data.models.verdict import Verdict, worst

SIGNALS = ("aws.guardduty_findings", "aws.securityhub_findings")
LOOKED_AT = ("finding", "vulnerability", "scanning-alert", "rule")
"""The kinds of things that are new or fixed since a look."""
COUNTED = {
    "finding": SIGNALS,
    "vulnerability": ("code.vulnerabilities",),
    "scanning-alert": ("code.scanning_alerts",),
}
"""The signals that say how many of a kind there are, whether all of them are listed or not."""
_TOLD_WITH = {**COUNTED, "rule": ("aws.config_compliance_pct",)}
"""The signals without which a list of that kind has not come: an early answer lacks some."""
ALL = (*SIGNALS, "code.vulnerabilities", "code.scanning_alerts", "aws.config_compliance_pct")
_FIRST = "from the next look on, what came and what went is told here"
NONE_OPEN = "severity:none"
SEVERITIES = ("critical", "high", "medium", "low", "other")
_GUARDDUTY = ((9.0, "critical"), (7.0, "high"), (4.0, "medium"), (0.0, "low"))
_ALIASES = {"moderate": "medium", "error": "high", "warning": "medium", "note": "low"}


@dataclass(frozen=True, slots=True)
class Changes:
    """What has come and gone since a look; `unsure` where a list is cut: what left it may not be fixed."""

    at: datetime | None
    new: tuple[Thing, ...] = ()
    fixed: tuple[tuple[str, str], ...] = ()
    unsure: bool = False

    @property
    def marks(self) -> frozenset[str]:
        """The marks of what is new."""
        return frozenset(mark_of(source.name, item) for source, item in self.new)


def severity_of(thing: Thing) -> str:
    """The source's own word or number, as one of SEVERITIES."""
    return _severity(thing[1].severity)


@lru_cache(maxsize=256)
def _severity(told: str) -> str:
    word = told.strip().lower()
    try:
        number = float(word)
    except ValueError:
        word = _ALIASES.get(word, word)
        return word if word in SEVERITIES else "other"
    return next((name for least, name in _GUARDDUTY if number >= least), "other")


def seen_in(snapshot: Snapshot) -> dict[str, str]:
    """Everything that can be seen now, and be new to the next look: titles by mark."""
    return {
        mark_of(source.name, item): item.title
        for source in snapshot.sources
        for item in source.items
        if item.kind in LOOKED_AT and _matters((source, item))
    }


def taken_in(look: Look, snapshot: Snapshot) -> dict[str, str] | None:
    """What a look at this snapshot leaves as seen; None where there was nothing yet to look at.

    What a source listed before it stopped answering stays seen, so that it is not new again.
    """
    told = _told(snapshot)
    if not told:
        return None
    names = {source.name for source in snapshot.sources}
    kept = {
        mark: title
        for mark, title in look.seen.items()
        if origin_of(mark)[0] in names and origin_of(mark) not in told
    }
    return {**kept, **seen_in(snapshot)}


def changes(snapshot: Snapshot, outlook: Outlook) -> Changes:
    """What is listed now against the last look; only what has been told anew can have been fixed."""
    look = outlook.look
    if look.at is None:
        return Changes(None)
    listed = {
        mark_of(source.name, item): (source, item)
        for source in snapshot.sources
        for item in source.items
        if item.kind in LOOKED_AT and _matters((source, item))
    }
    told = _told(snapshot)
    gone = [
        (mark, title) for mark, title in look.seen.items() if mark not in listed and origin_of(mark) in told
    ]
    cut = _cut(listed.values(), snapshot)
    return Changes(
        look.at,
        tuple(thing for mark, thing in listed.items() if mark not in look.seen),
        tuple((mark, title) for mark, title in gone if origin_of(mark) not in cut),
        any(origin_of(mark) in cut for mark, _ in gone),
    )


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
    if not facts and any(readings_of(signal, snapshot) for signal in SIGNALS):
        facts = (Fact(NONE_OPEN, "none open", value=0.0, unit="count", group="findings"),)
    return framed("severities", "Findings by severity", facts, SIGNALS, snapshot, shape=Shape.BARS, note=note)


def findings_panel(things: Sequence[Thing], found: Changes, snapshot: Snapshot, outlook: Outlook) -> Panel:
    """The gravest first, of equals the oldest; what is new says so. Without any, what was counted."""
    if not things:
        return panel_of("findings", "Open findings", SIGNALS, snapshot, outlook)
    new = found.marks

    def make(thing: Thing) -> Fact:
        fresh = mark_of(thing[0].name, thing[1]) in new
        return fact_of_thing(thing, words="new since the last look" if fresh else "")

    return things_panel(
        "findings", "Open findings", things, SIGNALS, snapshot, make=make, total=_counted(snapshot)
    )


def changes_panel(found: Changes, snapshot: Snapshot, outlook: Outlook) -> Panel:
    """What came and what went since the last look."""
    facts = [_new(thing) for thing in gravest(found.new)]
    facts += [_fixed(mark, title) for mark, title in found.fixed[: MOST - len(facts)]]
    count = len(found.new) + len(found.fixed)
    if not facts and snapshot.feeding(*ALL):
        facts = [Fact("changes:none", changes_words(found), words=_FIRST if found.at is None else "")]
    panel = framed(
        "changes",
        "Since the last look",
        tuple(facts),
        ALL,
        snapshot,
        shape=Shape.THINGS,
        total=count if count > MOST else None,
    )
    return replace(panel, note=_note(found, snapshot, outlook)) if snapshot.feeding(*ALL) else panel


def _new(thing: Thing) -> Fact:
    fact = fact_of_thing(thing, text=f"new · {thing[1].severity.lower()}".strip(" ·"))
    return replace(fact, key=f"new:{fact.key}", value=None, unit="", group="new")


def _fixed(mark: str, title: str) -> Fact:
    key = f"fixed:{mark}".replace("\n", ":")
    return Fact(key, title, Verdict.PASS, text="fixed", group="fixed", source=origin_of(mark)[0])


def changes_words(found: Changes) -> str:
    """In a phrase: ``3 new, 1 fixed since the last look``."""
    if found.at is None:
        return "this is the first look"
    told = [
        f"{len(found.new)} new" if found.new else "",
        f"{len(found.fixed)} fixed" if found.fixed else "",
        "what else is fixed cannot be told" if found.unsure else "",
    ]
    return f"{', '.join(filter(None, told)) or 'nothing new and nothing fixed'} since the last look"


def _note(found: Changes, snapshot: Snapshot, outlook: Outlook) -> str:
    if found.at is None:
        return "first look"
    cut = "; a list is cut, so what is fixed in it cannot be told" if found.unsure else ""
    return f"last look {clock(found.at, snapshot.at, outlook.zone)}{cut}"


def day_words(at: datetime, now: datetime, zone: ZoneInfo) -> str:
    """The time of today, else the day: of what lasts for weeks nobody asks the minute."""
    local = at.astimezone(zone)
    today = now.astimezone(zone)
    year = "" if local.year == today.year else f" {local.year}"
    return f"{local:%H:%M}" if local.date() == today.date() else f"{local.day} {local:%b}{year}"


def _grade(
    severity: str, things: Sequence[Thing], new: frozenset[str], snapshot: Snapshot, outlook: Outlook
) -> Fact:
    oldest = min((item.at for _, item in things if item.at), default=None)
    fresh = sum(mark_of(source.name, item) in new for source, item in things) if new else 0
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
        sum(each.observation.value or 0 for signal in SIGNALS for each in snapshot.readings_of(signal))
    )


def _matters(thing: Thing) -> bool:
    """A rule that is complied with is nothing new, and fixed when it is complied with."""
    return thing[1].kind != "rule" or thing[1].verdict is not Verdict.PASS


def _told(snapshot: Snapshot) -> frozenset[tuple[str, str]]:
    """The sources, with the kind, whose lists are fresh and have really come."""
    return frozenset(
        (source.name, kind)
        for source in snapshot.sources
        if source.phase is Phase.FRESH
        for kind, signals in _TOLD_WITH.items()
        if any(each.signal in signals and each.observation.failure is None for each in source.readings)
    )


def _cut(things: Iterable[Thing], snapshot: Snapshot) -> frozenset[tuple[str, str]]:
    """The sources, with the kind, that know of more than they list."""
    listed = Counter((source.name, item.kind) for source, item in things)
    known: Counter[tuple[str, str]] = Counter()
    for kind, signals in COUNTED.items():
        for signal in signals:
            for each in snapshot.readings_of(signal):
                known[each.source, kind] += int(each.observation.value or 0)
    return frozenset(origin for origin, count in known.items() if count > listed[origin])
