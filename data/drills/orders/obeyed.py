"""What became of a leader's orders: the players' console says so in the journal in which they stand."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from data.drills.orders.orders import Order, order_of, second_of
from data.models.entry import Draft, Entry
from data.models.scenario import Inject, Scenario
from data.procedures.fields import text
from data.safe import safe

DONE, ALONE = "lead.done", "lead.alone"


@dataclass(frozen=True, slots=True)
class Outcome:
    """An order was heard at that second of the scenario; `refused` says why nothing came of it, if so."""

    second: float
    refused: str = ""


@dataclass(frozen=True, slots=True)
class Given:
    """One order by somebody who leads; `outcome` is None while the players' console has not heard it."""

    order: Order
    by: str
    outcome: Outcome | None = None


@dataclass(frozen=True, slots=True)
class Brought:
    """What a leader brought forward or invented, and the second at which it really came."""

    inject: Inject
    second: float
    by: str


def done_draft(order: str, second: float, refused: str = "") -> Draft:
    """The order of that id was heard at that second, and obeyed unless it was refused."""
    fields = {"order": order, "second": round(float(second), 3)}
    return Draft(DONE, {**fields, **({"refused": refused} if refused else {})}, drill=True)


def alone_draft() -> Draft:
    """No order will be heard: nobody but a script plays."""
    return Draft(ALONE, {}, drill=True)


def is_alone(entries: Iterable[Entry]) -> bool:
    """Whether the drill of these orders is played by a script."""
    return any(each.kind == ALONE for each in entries)


def given_in(entries: Iterable[Entry], scenario: Scenario) -> tuple[Given, ...]:
    """Every order among the entries of that journal, as it was given; of two outcomes the first counts."""
    told = sorted((each for each in entries if each.drill), key=lambda each: each.at)
    outcomes: dict[str, Outcome] = {}
    for each in told:
        if each.kind == DONE:
            outcomes.setdefault(text(each, "order"), Outcome(second_of(each), safe(text(each, "refused"))))
    orders = ((order_of(each, scenario), each.by) for each in told)
    return tuple(Given(order, safe(by), outcomes.get(order.id)) for order, by in orders if order)


def brought_in(given: Iterable[Given]) -> tuple[Brought, ...]:
    """What has reached the players by orders, in the order in which it did."""
    found = [
        Brought(each.order.inject, each.outcome.second, each.by)
        for each in given
        if each.order.inject is not None and each.outcome is not None and not each.outcome.refused
    ]
    return tuple(sorted(found, key=lambda each: each.second))
