"""Cost: what the month has cost against the budget, what changed and why, and what could be saved."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from data.boards.cost_days import Ledger, changes_panel, day_name, days_panel, services_panel
from data.boards.cost_parts import anomalies_panel, budget_words, lists_panel, month_panel, unused_panel
from data.boards.outlook import Outlook
from data.boards.sentences import board_of, said
from data.boards.things import Thing, by_kind, gravest
from data.cost_change import explained, signed
from data.models.board import Board
from data.models.snapshot import Snapshot
from data.models.verdict import Verdict
from data.quantity import format_value

_BROKEN = (Verdict.FAIL, Verdict.WARN)


def cost_board(snapshot: Snapshot, outlook: Outlook) -> Board:
    """What the service costs, in the currency of the source."""
    things = by_kind(snapshot)
    ledger = Ledger.of(snapshot)
    panels = [
        month_panel(things, snapshot, outlook),
        changes_panel(ledger, snapshot),
        services_panel(ledger, snapshot),
        days_panel(ledger, snapshot),
        anomalies_panel(things.get("anomaly", ()), snapshot, outlook),
        unused_panel(things.get("unused", ()), snapshot, outlook),
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
    blind = [line for line in common if line.startswith("Cannot be seen")]
    well = [] if board.verdict in _BROKEN or blind else ["Nothing needs an answer."]
    told = [*_changed(ledger), *_waste(things, snapshot)]
    second = [_capital("; ".join(told)) + "."] if told else []
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
    month = f"{snapshot.at:%B} has cost {format_value(amount, unit)} so far"
    budgets = gravest(things.get("budget", ()), 1)
    if budgets:
        item = budgets[0][1]
        return (f"{month}; budget {item.title}: {budget_words(item)}.",)
    forecast = [each.observation.value for each in snapshot.readings_of("cost.forecast")]
    known = [value for value in forecast if value is not None]
    whole = f", {format_value(sum(known), unit)} are expected of the whole" if known else ""
    return (f"{month}{whole}; no budget is known.",)


def _changed(ledger: Ledger) -> list[str]:
    """What the newest whole day cost against the day before, and who explains it."""
    found = ledger.changes().get("day")
    if found is None or ledger.last is None:
        return []
    difference = signed(found.difference, ledger.unit)
    why = explained(found, ledger.unit)
    return [f"{day_name(ledger.last)} {difference} against the day before: {why}"]


def _waste(things: Mapping[str, Sequence[Thing]], snapshot: Snapshot) -> list[str]:
    open_ones = [item for _, item in things.get("anomaly", ()) if item.verdict in _BROKEN]
    told = []
    if open_ones:
        more = f" and {len(open_ones) - 1} more" if len(open_ones) > 1 else ""
        told.append(f"unexpected: {open_ones[0].title}{more}")
    for reading in snapshot.readings_of("cost.unused_usd")[:1]:
        seen = reading.observation
        if seen.value:
            told.append(f"{format_value(seen.value, seen.unit)} a month for what nobody uses")
    return told


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]
