"""From what sources list to the lines of a panel: findings, certificates, deployments."""

from __future__ import annotations

import heapq
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import NamedTuple

from data.boards.panels import framed
from data.models.board import Fact, Panel, Shape
from data.models.item import Item, facts_of
from data.models.look import mark_of
from data.models.snapshot import Phase, Snapshot, SourceState
from data.models.verdict import BROKEN, Verdict

MOST = 50
"""As many lines of a list are made; how many there are is said."""
_NEVER = datetime.max.replace(tzinfo=UTC)
_LONG_AGO = datetime.min.replace(tzinfo=UTC)


class Thing(NamedTuple):
    """What is listed, with the source that lists it."""

    source: SourceState
    item: Item

    @property
    def mark(self) -> str:
        """What tells it from all others, from one look to the next."""
        return mark_of(self.source.name, self.item)


def by_kind(snapshot: Snapshot) -> Mapping[str, Sequence[Thing]]:
    """Everything that sources list, by its kind: gathered once a board, for there can be thousands."""
    found: dict[str, list[Thing]] = {}
    for thing in every_thing(snapshot):
        found.setdefault(thing.item.kind, []).append(thing)
    return found


def every_thing(snapshot: Snapshot) -> Iterator[Thing]:
    """Everything that sources list, source by source."""
    return (Thing(source, item) for source in snapshot.sources for item in source.items)


def fact_of_thing(thing: Thing, *, words: str = "", group: str = "", text: str = "") -> Fact:
    """One line: its title, how grave it is, since when; judged only while its source is fresh."""
    source, item = thing
    told = text or " · ".join(part for part in (item.severity.lower(), item.state) if part)
    return Fact(
        key=thing.mark.replace("\n", ":"),
        name=item.title,
        verdict=verdict_of_thing(thing),
        value=item.amount,
        unit=item.unit,
        text="" if item.amount is not None else told,
        since=item.at,
        words=words or (told if item.amount is not None else ""),
        source=source.name,
        group=group or item.group or source.name,
        details=_details(item, source),
        url=item.url,
    )


def verdict_of_thing(thing: Thing) -> Verdict:
    """What a thing means now: what an unanswering source listed is old news."""
    source, item = thing
    return {Phase.FRESH: item.verdict, Phase.STALE: Verdict.STALE}.get(source.phase, Verdict.ERROR)


def gravest(things: Iterable[Thing], most: int = MOST) -> list[Thing]:
    """The worst first, of equals the oldest; no more than can be looked at."""
    return _worst_first(things, most, lambda some, left: heapq.nsmallest(left, some, key=_began))


def newest(things: Iterable[Thing], most: int = MOST) -> list[Thing]:
    """The worst first, of equals the newest: for what happens rather than lasts."""
    return _worst_first(things, most, lambda some, left: heapq.nlargest(left, some, key=_happened))


def things_panel(
    id: str,
    title: str,
    things: Sequence[Thing],
    signals: Sequence[str],
    snapshot: Snapshot,
    *,
    before: tuple[Fact, ...] = (),
    make: Callable[[Thing], Fact] = fact_of_thing,
    order: Callable[[Iterable[Thing], int], list[Thing]] = gravest,
    total: int | None = None,
) -> Panel:
    """A panel of things after the facts that stand `before` them; `total` where more are known of."""
    facts = (*before, *(make(thing) for thing in order(things, MOST)))
    there = len(before) + max(len(things), total or 0)
    shape = Shape.LINES if before else Shape.THINGS
    cut = there if there > len(facts) else None
    return framed(id, title, facts, signals, snapshot, shape=shape, total=cut)


def answered_by(panel: Panel, procedure: str) -> Panel:
    """The same panel, in which what deviates names the list that answers it."""
    facts = tuple(
        replace(fact, procedure=procedure) if fact.verdict in BROKEN and not fact.procedure else fact
        for fact in panel.facts
    )
    return replace(panel, facts=facts)


def _worst_first(
    things: Iterable[Thing], most: int, pick: Callable[[list[Thing], int], list[Thing]]
) -> list[Thing]:
    """Verdict by verdict, so that of thousands only those are put in order that will be shown."""
    graded: dict[Verdict, list[Thing]] = {}
    for thing in things:
        graded.setdefault(thing.item.verdict, []).append(thing)
    found: list[Thing] = []
    for verdict in sorted(graded, key=lambda verdict: -verdict.rank):
        if len(found) < most:
            found += pick(graded[verdict], most - len(found))
    return found


def _began(thing: Thing) -> datetime:
    return thing.item.at or _NEVER


def _happened(thing: Thing) -> datetime:
    return thing.item.at or _LONG_AGO


def _details(item: Item, source: SourceState) -> tuple[tuple[str, str], ...]:
    told = (("severity", item.severity), ("state", item.state), ("id", item.id), ("group", item.group))
    return (
        ("source", f"{source.name} ({source.kind})"),
        *facts_of(*told),
        *item.fields,
    )
