"""The summary of a status page made into observations and items."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from data.models.item import Item, facts_of
from data.models.labels import labels_from
from data.models.reading import Observation
from data.models.verdict import Verdict
from data.providers.statuspage.settings import COMPONENTS, INCIDENTS, UP
from data.web.shape import inner, link, listing, mapping, moment, word
from data.web.talk import Found
from data.web.tally import Tally

_WHOSE = "a Statuspage"
_INDICATORS = {
    "none": Verdict.PASS,
    "maintenance": Verdict.PASS,
    "minor": Verdict.WARN,
    "major": Verdict.FAIL,
    "critical": Verdict.FAIL,
}
_COMPONENTS = {
    "under_maintenance": Verdict.PASS,
    "degraded_performance": Verdict.WARN,
    "partial_outage": Verdict.WARN,
    "major_outage": Verdict.FAIL,
}
_OVER = frozenset({"resolved", "postmortem", "completed"})


def parse_summary(document: object, vendor: str, only: Sequence[str] = ()) -> Found:
    """How the vendor says it is, what is not operational, and what is being mended or planned."""
    whole = mapping(document, _WHOSE)
    rows = [row for row in listing(whole, _WHOSE, "components") if row.get("group") is not True]
    watched = [row for row in rows if _concerns(row, only)]
    components = [_component(row) for row in watched if word(row, "status", 40) != "operational"]
    incidents = [
        _incident(row, vendor)
        for row in _listed(whole, "incidents")
        if word(row, "status", 40) not in _OVER and _touches(row, only)
    ]
    planned = [
        _maintenance(row, vendor)
        for row in _listed(whole, "scheduled_maintenances")
        if word(row, "status", 40) not in _OVER and _touches(row, only)
    ]
    down = [item for item in components if item.verdict is not Verdict.PASS]
    up = _narrow(vendor, watched, down, incidents) if only else _up(inner(whole, "status"), vendor)
    tally = Tally()
    tally.add([*incidents, *components, *planned])
    return Found(
        (
            up,
            _counted(COMPONENTS, down, vendor),
            _counted(INCIDENTS, incidents, vendor),
        ),
        tally.items,
    )


def _up(status: Mapping[str, Any], vendor: str) -> Observation:
    """The page's own word for everything; one that it does not say is no data."""
    indicator = word(status, "indicator", 20)
    verdict = _INDICATORS.get(indicator)
    says = word(status, "description") or indicator
    detail = f"{vendor} says: {says}" if says else f"{vendor} does not say how it is"
    value = None if verdict is None else float(verdict is Verdict.PASS)
    return Observation(UP, value, "bool", labels_from({"vendor": vendor}), judged=verdict, detail=detail)


def _narrow(
    vendor: str, watched: Sequence[Mapping[str, Any]], down: Sequence[Item], incidents: Sequence[Item]
) -> Observation:
    """How the components that concern us are; without any of that name there is no data."""
    labels = labels_from({"vendor": vendor})
    if not watched:
        return Observation(UP, None, "bool", labels, detail=f"{vendor} lists no component of that name")
    bad = [*down, *(item for item in incidents if item.verdict is not Verdict.PASS)]
    detail = f"{vendor}: {_names(bad) if bad else f'{len(watched)} components operational'}"
    return Observation(UP, float(not bad), "bool", labels, judged=_gravest(bad), detail=detail)


def _counted(signal: str, items: Sequence[Item], vendor: str) -> Observation:
    """How many there are, as grave as the gravest of them."""
    labels = labels_from({"vendor": vendor})
    return Observation(
        signal, float(len(items)), "count", labels, judged=_gravest(items), detail=_names(items)
    )


def _gravest(items: Iterable[Item]) -> Verdict:
    return max((item.verdict for item in items), key=lambda verdict: verdict.rank, default=Verdict.PASS)


def _component(row: Mapping[str, Any]) -> Item:
    state = word(row, "status", 40) or "unknown"
    return Item(
        kind="component",
        id=word(row, "id", 60),
        title=word(row, "name") or "a component without a name",
        verdict=_COMPONENTS.get(state, Verdict.WARN),
        state=state,
        at=moment(row.get("updated_at")),
        fields=facts_of(("about", word(row, "description"))),
    )


def _incident(row: Mapping[str, Any], vendor: str) -> Item:
    impact = word(row, "impact", 20) or "unknown"
    return Item(
        kind="vendor-incident",
        id=word(row, "id", 60),
        title=word(row, "name") or "an incident without a name",
        verdict=_INDICATORS.get(impact, Verdict.WARN),
        severity=impact,
        state=word(row, "status", 40),
        at=moment(row.get("started_at")) or moment(row.get("created_at")),
        group=vendor,
        fields=facts_of(("touches", _touched(row)), *_latest(row)),
        url=link(row, "shortlink"),
    )


def _maintenance(row: Mapping[str, Any], vendor: str) -> Item:
    return Item(
        kind="vendor-incident",
        id=word(row, "id", 60),
        title=word(row, "name") or "a maintenance without a name",
        severity="maintenance",
        state=word(row, "status", 40) or "scheduled",
        at=moment(row.get("scheduled_for")),
        group=vendor,
        fields=facts_of(
            ("from", word(row, "scheduled_for", 40)),
            ("until", word(row, "scheduled_until", 40)),
            ("touches", _touched(row)),
            *_latest(row),
        ),
        url=link(row, "shortlink"),
    )


def _latest(row: Mapping[str, Any]) -> tuple[tuple[str, str], ...]:
    """The newest of an incident's updates, and when it was written."""
    newest = max(_listed(row, "incident_updates"), key=lambda each: word(each, "created_at"), default={})
    return (("last update", word(newest, "body", 400)), ("written", word(newest, "created_at", 40)))


def _touched(row: Mapping[str, Any]) -> str:
    return ", ".join(word(each, "name", 60) for each in _listed(row, "components")[:10])


def _touches(row: Mapping[str, Any], only: Sequence[str]) -> bool:
    """Whether an incident concerns what is watched; one that names no component may."""
    components = _listed(row, "components")
    return not components or any(_concerns(each, only) for each in components)


def _concerns(row: Mapping[str, Any], only: Sequence[str]) -> bool:
    name = word(row, "name").lower()
    return not only or any(each.lower() in name for each in only)


def _listed(row: Mapping[str, Any], key: str) -> list[Mapping[str, Any]]:
    found = row.get(key)
    return [each for each in found if isinstance(each, dict)] if isinstance(found, list) else []


def _names(items: Sequence[Item]) -> str:
    more = f" and {len(items) - 3} more" if len(items) > 3 else ""
    return ", ".join(item.title for item in items[:3]) + more if items else "none"
