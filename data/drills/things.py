"""What the services of a scenario list: alerts, deployments and vendors' words, as any source would."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta

from data.alerts.gravity import gravity_of, verdict_of
from data.drills.world import Happened
from data.models.alert import Alert
from data.models.item import Item
from data.models.reading import Observation
from data.models.scenario import InjectKind, Scenario, Service
from data.models.verdict import Verdict

_LISTED = (InjectKind.ALERT, InjectKind.DEPLOYMENT, InjectKind.VENDOR)


def items_of(
    scenario: Scenario, service: Service, came: Iterable[Happened], second: float
) -> tuple[Item, ...]:
    """What a service lists at a second, the latest first."""
    listed = [
        each
        for each in came
        if each.inject.source == service.name and each.inject.kind in _LISTED and not _over(each, second)
    ]
    return tuple(_item(scenario, each) for each in reversed(listed))


def counted(service: Service, items: Iterable[Item]) -> tuple[Observation, ...]:
    """How many alerts fire, where the service lists any and does not say so itself."""
    named = {quantity.signal for quantity in service.quantities}
    alerts = sum(isinstance(item, Alert) for item in items)
    if "alerts.firing" in named or not alerts:
        return ()
    return (Observation("alerts.firing", float(alerts), "count"),)


def _over(came: Happened, second: float) -> bool:
    until = came.inject.until
    return until is not None and second >= came.second + until


def _item(scenario: Scenario, came: Happened) -> Item:
    inject, at = came.inject, scenario.starts + timedelta(seconds=came.second)
    id = f"{scenario.id}/{inject.id}"
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
        case _:
            severity = inject.severity or "minor"
            return Item(
                *("vendor-incident", id, inject.words, Verdict.WARN),
                severity=severity,
                state="investigating",
                at=at,
                group=inject.source,
            )
