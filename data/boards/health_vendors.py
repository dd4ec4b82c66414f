"""How the suppliers say they are."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from data.boards.facts import fact_of
from data.boards.gain import Gain, phase_verdict, phase_words
from data.boards.outlook import Outlook
from data.boards.panels import framed, readings_of
from data.boards.things import Thing, fact_of_thing, gravest
from data.models.board import Fact
from data.models.reading import Reading
from data.models.snapshot import Phase, Snapshot
from data.models.verdict import Verdict, worst

SIGNALS = ("vendor.up", "vendor.incidents", "vendor.components_down")
_KINDS = ("vendor-incident", "component")


def vendors(things: Mapping[str, Sequence[Thing]], snapshot: Snapshot, outlook: Outlook) -> Gain:
    """A line a vendor, then its incidents, then the components that are in trouble."""
    ups = readings_of(snapshot, "vendor.up")
    trouble = [
        thing
        for kind in _KINDS
        for thing in gravest(things.get(kind, ()))
        if thing.item.verdict is not Verdict.PASS
    ]
    facts = (*(_vendor(each, snapshot, outlook) for each in ups), *map(fact_of_thing, trouble))
    panel = framed("vendors", "Vendors", facts, SIGNALS, snapshot)
    unwell = [each for each in ups if each.verdict is not Verdict.PASS]
    if panel.phase is not Phase.FRESH and not unwell:
        return Gain("vendors", phase_words(panel.phase), phase_verdict(panel.phase), panel)
    verdict = worst(each.verdict for each in ups) if ups else Verdict.NO_DATA
    return Gain("vendors", _words(ups, unwell, trouble), verdict, panel)


def _vendor(reading: Reading, snapshot: Snapshot, outlook: Outlook) -> Fact:
    fact = fact_of(reading, snapshot, outlook, name=reading.source)
    said = reading.observation.detail
    return replace(fact, text=said or fact.words) if said else fact


def _words(ups: tuple[Reading, ...], unwell: list[Reading], trouble: list[Thing]) -> str:
    if not ups:
        return "nothing is known yet"
    if not unwell:
        few = f", {len(trouble)} note{'s' if len(trouble) > 1 else ''}" if trouble else ""
        return f"all {len(ups)} well{few}" if len(ups) > 1 else f"{ups[0].source} is well{few}"
    first = unwell[0]
    about = next((item.title for source, item in trouble if source.name == first.source), "")
    told = about or first.observation.detail or first.words
    more = f", and {len(unwell) - 1} more" if len(unwell) > 1 else ""
    return f"{first.source}: {told}{more}"
