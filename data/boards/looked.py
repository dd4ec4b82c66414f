"""What is new and what is fixed since somebody last looked: marks against marks."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime

from data.boards.outlook import Outlook
from data.boards.panels import framed
from data.boards.sentences import clock
from data.boards.things import MOST, Thing, every_thing, fact_of_thing, gravest
from data.models.board import Fact, Panel, Shape
from data.models.look import Look, origin_of
from data.models.snapshot import Phase, Snapshot
from data.models.verdict import Verdict

FINDINGS = ("aws.guardduty_findings", "aws.securityhub_findings")
"""The signals that count findings."""
LOOKED_AT = ("finding", "vulnerability", "scanning-alert", "rule")
"""The kinds of things that are new or fixed since a look."""
_COUNTED = {
    "finding": FINDINGS,
    "vulnerability": ("code.vulnerabilities",),
    "scanning-alert": ("code.scanning_alerts",),
}
"""The signals that say how many of a kind there are, whether all of them are listed or not."""
_TOLD_WITH = {**_COUNTED, "rule": ("aws.config_compliance_pct",)}
"""The signals without which a list of that kind has not come: an early answer lacks some."""
_ALL = (*FINDINGS, "code.vulnerabilities", "code.scanning_alerts", "aws.config_compliance_pct")
_FIRST = "from the next look on, what came and what went is told here"


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
        return frozenset(thing.mark for thing in self.new)


def seen_in(snapshot: Snapshot) -> dict[str, str]:
    """Everything that can be seen now, and be new to the next look: titles by mark."""
    return {thing.mark: thing.item.title for thing in _looked_at(snapshot)}


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
    listed = {thing.mark: thing for thing in _looked_at(snapshot)}
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


def changes_panel(found: Changes, snapshot: Snapshot, outlook: Outlook) -> Panel:
    """What came and what went since the last look."""
    facts = [_new(thing) for thing in gravest(found.new)]
    facts += [_fixed(mark, title) for mark, title in found.fixed[: MOST - len(facts)]]
    count = len(found.new) + len(found.fixed)
    if not facts and snapshot.feeding(*_ALL):
        facts = [Fact("changes:none", changes_words(found), words=_FIRST if found.at is None else "")]
    panel = framed(
        "changes",
        "Since the last look",
        tuple(facts),
        _ALL,
        snapshot,
        shape=Shape.THINGS,
        total=count if count > MOST else None,
    )
    return replace(panel, note=_note(found, snapshot, outlook)) if snapshot.feeding(*_ALL) else panel


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


def _new(thing: Thing) -> Fact:
    fact = fact_of_thing(thing, text=f"new · {thing.item.severity.lower()}".strip(" ·"))
    return replace(fact, key=f"new:{fact.key}", value=None, unit="", group="new")


def _fixed(mark: str, title: str) -> Fact:
    key = f"fixed:{mark}".replace("\n", ":")
    return Fact(key, title, Verdict.PASS, text="fixed", group="fixed", source=origin_of(mark)[0])


def _note(found: Changes, snapshot: Snapshot, outlook: Outlook) -> str:
    if found.at is None:
        return "first look"
    cut = "; a list is cut, so what is fixed in it cannot be told" if found.unsure else ""
    return f"last look {clock(found.at, snapshot.at, outlook.zone)}{cut}"


def _looked_at(snapshot: Snapshot) -> Iterator[Thing]:
    """What can be new or fixed; a rule that is complied with is nothing new, and fixed when it is."""
    for thing in every_thing(snapshot):
        kind, verdict = thing.item.kind, thing.item.verdict
        if kind in LOOKED_AT and (kind != "rule" or verdict is not Verdict.PASS):
            yield thing


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
    for kind, signals in _COUNTED.items():
        for signal in signals:
            for each in snapshot.readings_of(signal):
                known[each.source, kind] += int(each.observation.value or 0)
    return frozenset(origin for origin, count in known.items() if count > listed[origin])
