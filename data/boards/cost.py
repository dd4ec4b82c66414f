"""Cost: what the month has cost against the budget, what changed and why, and what could be saved."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from data.boards.cost_days import Ledger, changes_panel, day_name, days_panel, services_panel
from data.boards.cost_parts import anomalies_panel, lists_panel, month_panel, unused_panel
from data.boards.outlook import Outlook
from data.boards.sentences import beside_the_worst, board_of, capital, said
from data.boards.things import Thing, answered_by, by_kind, gravest
from data.cost_change import explained, signed
from data.models.board import Board
from data.models.item import Item
from data.models.snapshot import Snapshot
from data.models.verdict import BROKEN
from data.quantity import format_value

_DAILY, _AT_ONCE = "skafu-cost-daily", "skafu-cost-immediate"
"""The lists that answer what is unexpected, and what nobody uses."""


def cost_board(snapshot: Snapshot, outlook: Outlook) -> Board:
    """What the service costs, in the currency of the source."""
    things = by_kind(snapshot)
    ledger = Ledger.of(snapshot)
    panels = [
        answered_by(month_panel(things, snapshot, outlook), _DAILY),
        changes_panel(ledger, snapshot),
        services_panel(ledger, snapshot),
        days_panel(ledger, snapshot),
        answered_by(anomalies_panel(things.get("anomaly", ()), snapshot, outlook), _DAILY),
        answered_by(unused_panel(things.get("unused", ()), snapshot, outlook), _AT_ONCE),
    ]
    board = board_of("cost", "Cost", panels, snapshot, outlook)
    sentence = _sentence(board, things, ledger, snapshot, outlook)
    # The lists are at hand whatever the sources say, and add nothing to the verdict.
    return replace(board, sentence=sentence, panels=(*board.panels, lists_panel()))


def _sentence(
    board: Board,
    things: Mapping[str, Sequence[Thing]],
    ledger: Ledger,
    snapshot: Snapshot,
    outlook: Outlook,
) -> tuple[str, ...]:
    common = said(board.panels, snapshot, outlook)
    spent = _spent(things, snapshot)
    if not spent:
        return common
    blind = beside_the_worst(common)
    well = [] if board.verdict in BROKEN or blind else ["Nothing needs an answer."]
    told = [*_changed(ledger), *_waste(things, snapshot)]
    second = [capital("; ".join(told)) + "."] if told else []
    return (" ".join([*spent, *well]), " ".join([*second, *blind]).strip()) if second or blind else (*spent,)


def _spent(things: Mapping[str, Sequence[Thing]], snapshot: Snapshot) -> tuple[str, ...]:
    """The month so far, and the budget that stands worst against it."""
    so_far = [
        each for each in snapshot.readings_of("cost.month_to_date") if each.observation.value is not None
    ]
    if not so_far:
        return ()
    unit = so_far[0].observation.unit
    amount = sum(each.observation.value or 0.0 for each in so_far if each.observation.unit == unit)
    spent = f"{snapshot.at:%B}: {format_value(amount, unit)}"
    budgets = gravest(things.get("budget", ()), 1)
    if budgets:
        return (f"{snapshot.at:%B}: {_against(budgets[0].item, len(things['budget']))}.",)
    forecast = [each.observation.value for each in snapshot.readings_of("cost.forecast")]
    known = [value for value in forecast if value is not None]
    whole = f", {format_value(sum(known), unit)} expected" if known else ""
    return (f"{spent} so far{whole}; no budget is known.",)


def _against(item: Item, budgets: int) -> str:
    """``$812.40 of $1,000.00 budgeted; will be used up, $1,140.20 expected``."""
    fields = dict(item.fields)
    name = f" for {item.title}" if budgets > 1 else ""
    state = f"; {item.state}" if item.verdict in BROKEN else ""
    expected = f", {fields['forecast']} expected" if fields.get("forecast", "—") != "—" else ""
    return f"{fields.get('actual', '')} of {fields.get('limit', '')} budgeted{name}{state}{expected}"


def _changed(ledger: Ledger) -> list[str]:
    """What the newest whole day cost against the day before, and who explains it."""
    found = ledger.changes().get("day")
    if found is None or ledger.last is None:
        return []
    difference = signed(found.difference, ledger.unit)
    why = explained(found, ledger.unit)
    return [f"{day_name(ledger.last)} {difference} against the day before: {why}"]


def _waste(things: Mapping[str, Sequence[Thing]], snapshot: Snapshot) -> list[str]:
    open_ones = [item for _, item in things.get("anomaly", ()) if item.verdict in BROKEN]
    told = []
    if open_ones:
        more = f" and {len(open_ones) - 1} more" if len(open_ones) > 1 else ""
        told.append(f"unexpected: {open_ones[0].title}{more}")
    for reading in snapshot.readings_of("cost.unused_usd")[:1]:
        seen = reading.observation
        if seen.value:
            told.append(f"{format_value(seen.value, seen.unit)} a month for what nobody uses")
    return told
