"""What the services of a scenario list: alerts, deployments and vendors' words, as any source would."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from data.alerts.gravity import gravity_of, verdict_of
from data.drills.worlds.tags import tag_of
from data.drills.worlds.values import Episode
from data.drills.worlds.world import Happened
from data.models.alert import Alert
from data.models.item import Item
from data.models.reading import Observation
from data.models.scenario import LISTED, Inject, InjectKind, Scenario, Service
from data.models.verdict import Verdict

_COUNTED = (
    (InjectKind.ALERT, "alert", "alerts.firing"),
    (InjectKind.VENDOR, "vendor-incident", "vendor.incidents"),
)
"""Which kinds of what is listed are counted by which signals."""


def items_of(
    scenario: Scenario,
    service: Service,
    came: Iterable[Happened],
    second: float,
    wrong: Sequence[Episode] = (),
) -> tuple[Item, ...]:
    """What a service lists at a second, the latest first; `wrong` is what has been wrong up to then."""
    listed = [
        each
        for each in came
        if each.inject.source == service.name
        and each.inject.kind in LISTED
        and not _over(each, second, wrong)
    ]
    return tuple(_item(scenario, each) for each in reversed(listed))


def counted(scenario: Scenario, service: Service, items: Iterable[Item]) -> tuple[Observation, ...]:
    """How many alerts fire and incidents a vendor has, where the service may list any and says not itself."""
    named = {quantity.signal for quantity in service.quantities}
    listing = {each.kind for each in scenario.injects if each.source == service.name}
    kinds = [item.kind for item in items]
    return tuple(
        Observation(signal, float(kinds.count(kind)), "count")
        for inject, kind, signal in _COUNTED
        if inject in listing and signal not in named
    )


def feeds_of(scenario: Scenario, service: Service) -> frozenset[str]:
    """Every signal that a service may tell of."""
    listing = {each.kind for each in scenario.injects if each.source == service.name}
    return frozenset(
        [
            *(quantity.signal for quantity in service.quantities),
            *(signal for inject, _, signal in _COUNTED if inject in listing),
            *(["cost.day"] if service.bills else []),
        ]
    )


def _over(came: Happened, second: float, wrong: Sequence[Episode]) -> bool:
    until = came.inject.until
    if until is not None and second >= came.second + until:
        return True
    return any(
        each.trouble.id == came.inject.with_trouble and each.cured is not None and second >= each.cured
        for each in wrong
    )


def _item(scenario: Scenario, came: Happened) -> Item:
    inject, at = came.inject, scenario.starts + timedelta(seconds=came.second)
    id = tag_of(scenario.id, inject.id)
    match inject.kind:
        case InjectKind.ALERT:
            gravity = gravity_of(inject.severity)
            return Alert(
                kind="alert",
                id=id,
                title=inject.words,
                verdict=verdict_of(gravity),
                severity=inject.severity,
                state="active",
                at=at,
                group=inject.source,
                labels=(("alertname", inject.words), ("severity", inject.severity)),
                gravity=gravity,
            )
        case InjectKind.DEPLOYMENT:
            return Item("deployment", id, inject.words, at=at, state="success", group=inject.source)
        case InjectKind.THING:
            return _thing(inject, id, at)
        case _:
            return Item(
                "vendor-incident",
                id,
                inject.words,
                Verdict.WARN,
                severity=inject.severity or "minor",
                state="investigating",
                at=at,
                group=inject.source,
            )


def _thing(inject: Inject, id: str, at: datetime) -> Item:
    """What weighs something says so by its severity; without one it is as it should be."""
    return Item(
        inject.lists,
        id,
        inject.words,
        verdict_of(gravity_of(inject.severity)) if inject.severity else Verdict.PASS,
        severity=inject.severity,
        state=inject.state,
        at=at,
        group=inject.group or inject.source,
        amount=inject.amount,
        unit=inject.unit,
        fields=inject.fields,
    )
