"""The panels of the cost board beside its days: the month, what was unexpected, what could be saved."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from data.boards.facts import fact_of
from data.boards.outlook import Outlook
from data.boards.panels import framed, readings_of
from data.boards.things import Thing, fact_of_thing, verdict_of_thing
from data.models.board import Fact, Panel, Shape
from data.models.item import Item
from data.models.reading import Reading
from data.models.snapshot import Snapshot

_MONTH = (
    "cost.month_to_date",
    "cost.forecast",
    "cost.budget_pct",
    "cost.yesterday",
    "cost.savings_coverage_pct",
)
_NAMES = {
    "cost.month_to_date": "month to date",
    "cost.forecast": "forecast of the month",
    "cost.budget_pct": "budget used",
    "cost.yesterday": "yesterday",
    "cost.savings_coverage_pct": "savings plans cover",
}
_TOLD = 12
_LISTS = (
    ("skafu-cost-immediate", "Spend less at once", "terminate, resize, schedule, lifecycle"),
    (
        "skafu-cost-long-term",
        "Spend less in the long run",
        "reserved instances, savings plans, architecture, consolidation, automation",
    ),
    ("skafu-cost-resources", "Resources worth their money", "compute, storage, network"),
    ("skafu-cost-daily", "Daily cost tracking", "usage report, services, anomalies, budget, unused"),
    ("skafu-cost-monthly", "Monthly cost review", "breakdown, allocation, opportunities, forecast, return"),
)


def month_panel(things: Mapping[str, Sequence[Thing]], snapshot: Snapshot, outlook: Outlook) -> Panel:
    """Spent so far and expected, against the budgets; with how old that is and what asking anew costs."""
    budgets = {thing.item.title: thing for thing in things.get("budget", ())}
    facts: list[Fact] = []
    for reading in readings_of(snapshot, *_MONTH):
        facts += _month_facts(reading, budgets, snapshot, outlook)
    asked = next((each.observation.detail for each in readings_of(snapshot, _MONTH[0])), "")
    return framed("month", "This month", tuple(facts), _MONTH, snapshot, note=asked)


def _month_facts(
    reading: Reading, budgets: Mapping[str, Thing], snapshot: Snapshot, outlook: Outlook
) -> tuple[Fact, ...]:
    fact = fact_of(reading, snapshot, outlook, name=_NAMES[reading.signal])
    if reading.signal != "cost.budget_pct":
        return (_plain(fact, reading),)
    name = dict(reading.observation.labels).get("budget")
    if name is None:
        # The worst of all, without a name: only told where the budgets themselves are not.
        return () if budgets else (_plain(fact, reading),)
    thing = budgets.get(name)
    if thing is None:
        return (_plain(fact, reading),)
    words, item = _budget_words(thing.item), thing.item
    return (
        replace(
            fact,
            name=f"budget {name}",
            verdict=verdict_of_thing(thing),
            words=words,
            details=(*fact.details, *item.fields),
        ),
    )


def _budget_words(item: Item) -> str:
    """``$812.00 of $1,000.00, will be used up: $1,140.00 expected``."""
    told = dict(item.fields)
    spent = f"{told.get('actual', '')} of {told.get('limit', '')}"
    expected = f": {told['forecast']} expected" if told.get("forecast", "—") != "—" else ""
    return f"{spent}, {item.state}{expected}"


def _plain(fact: Fact, reading: Reading) -> Fact:
    """What nobody set a limit for says what it is instead of that."""
    detail = reading.observation.detail.partition("; ")[0]
    return replace(fact, words=detail) if fact.limit is None and detail else fact


def unused_panel(things: Sequence[Thing], snapshot: Snapshot, outlook: Outlook) -> Panel:
    """What nobody uses, the dearest first, with what it costs a month."""
    signals = ("cost.unused_usd", "cost.unused_resources")
    facts = [_plain(fact_of(each, snapshot, outlook), each) for each in readings_of(snapshot, *signals)]
    dearest = sorted(things, key=lambda thing: -(thing.item.amount or 0.0))
    facts += [replace(fact_of_thing(thing), words="a month") for thing in dearest[:_TOLD]]
    total = len(facts) + len(things) - _TOLD if len(things) > _TOLD else None
    return framed("unused", "Unused, with the price of a month", tuple(facts), signals, snapshot, total=total)


def anomalies_panel(things: Sequence[Thing], snapshot: Snapshot, outlook: Outlook) -> Panel:
    """What nobody expected; those that are over stay below."""
    signals = ("cost.anomalies",)
    numbers = [_plain(fact_of(each, snapshot, outlook), each) for each in readings_of(snapshot, *signals)]
    ranked = sorted(things, key=lambda thing: (-thing.item.verdict.rank, -(thing.item.amount or 0.0)))
    listed = [fact_of_thing(thing) for thing in ranked[:_TOLD]]
    total = len(numbers) + len(things) if len(things) > _TOLD else None
    return framed("anomalies", "Anomalies", (*numbers, *listed), signals, snapshot, total=total)


def lists_panel() -> Panel:
    """What can be done about it: the documents' lists, a key away."""
    facts = tuple(
        Fact(f"list:{id}", title, text=words, procedure=id, group="lists") for id, title, words in _LISTS
    )
    return Panel("lists", "What to do", facts, Shape.THINGS)
