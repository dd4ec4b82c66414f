"""Alerts that fire and resolve, and what is deployed, as lines for the timeline of an incident.

What was told stands in the incident by its key, so nothing needs to be remembered: after a restart,
or by another console, the same things are not told again.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import datetime

from data.incidents.crossing import A_MINUTE, Notice
from data.models.alert import ALERT, Alert
from data.models.evidence import Evidence
from data.models.incident import Incident
from data.models.item import Item
from data.models.snapshot import Phase, Snapshot, SourceState
from data.models.verdict import Verdict
from data.safe import safe

_DEPLOYED = ("deployment", "workflow")
_OVER = " over"
_NAMED = 6
_PROOFS = 20


def noticed(incident: Incident, snapshot: Snapshot, told: Collection[str]) -> list[Notice]:
    """What has fired, resolved or been deployed since the declaration and is not among the keys `told`."""
    if incident.declared is None:
        return []
    since = incident.declared.at
    alerts = [*_fired(snapshot, since, told), *_resolved(incident, snapshot, told)]
    return [*together(alerts, "alerts"), *together(list(_deployed(snapshot, since, told)), "deployments")]


def together(notices: list[Notice], what: str) -> list[Notice]:
    """At most so many lines; the last of them tells of all that are left."""
    if len(notices) <= A_MINUTE:
        return notices
    single, rest = notices[: A_MINUTE - 1], notices[A_MINUTE - 1 :]
    names = "; ".join(each.words for each in rest[:_NAMED])
    more = f"; and {len(rest) - _NAMED} more" if len(rest) > _NAMED else ""
    keys = tuple(key for each in rest for key in each.keys)
    proofs = tuple(proof for each in rest for proof in each.evidence)[:_PROOFS]
    return [*single, Notice(rest[0].kind, safe(f"{len(rest)} more {what}: {names}{more}"), keys, proofs)]


def _fired(snapshot: Snapshot, since: datetime, told: Collection[str]) -> Iterator[Notice]:
    found = [
        (source, item)
        for source in snapshot.sources
        if source.phase is Phase.FRESH
        for item in source.items
        if item.kind == ALERT and isinstance(item, Alert) and item.active
    ]
    for source, alert in sorted(found, key=lambda pair: (pair[1].gravity, pair[1].title)):
        key = _key(alert)
        if alert.at is not None and alert.at >= since and key not in told:
            summary = dict(alert.fields).get("summary", "")
            words = f"{alert.title} fires" + (f": {summary}" if summary else "")
            yield Notice("alert", words, (key,), (_proof(source, alert, words),))


def _resolved(incident: Incident, snapshot: Snapshot, told: Collection[str]) -> Iterator[Notice]:
    """Those that were told to fire, and that no source lists any more which can be believed."""
    sources = [each for each in snapshot.sources if "alerts.firing" in each.feeds]
    if not sources or any(each.phase is not Phase.FRESH for each in sources):
        return
    firing = {_key(item) for source in sources for item in source.items if isinstance(item, Alert)}
    for key in sorted(incident.told):
        over = f"{key}{_OVER}"
        if key.startswith("alert ") and not key.endswith(_OVER) and key not in firing and over not in told:
            name = key.removeprefix("alert ").rpartition(" ")[0].partition(" ")[2]
            words = f"{name} has resolved"
            yield Notice("alert", words, (over,), (_proof(sources[0], None, words),))


def _deployed(snapshot: Snapshot, since: datetime, told: Collection[str]) -> Iterator[Notice]:
    for source in snapshot.sources:
        for item in source.items if source.phase is Phase.FRESH else ():
            failed = item.verdict is Verdict.FAIL
            key = f"{item.kind} {source.name} {item.id}" + (" failed" if failed else "")
            if item.kind in _DEPLOYED and item.at is not None and item.at >= since and key not in told:
                words = f"{item.kind} {item.title}: {item.state or 'begun'}"
                yield Notice("deployment", words, (key,), (_proof(source, item, words),))


def _key(alert: Alert) -> str:
    """The same on every console: fingerprint, name and when it began to fire."""
    began = alert.at.isoformat(timespec="seconds") if alert.at else ""
    return f"alert {alert.id} {alert.title} {began}"


def _proof(source: SourceState, item: Item | None, words: str) -> Evidence:
    return Evidence(
        source=source.name,
        kind=source.kind,
        query=(item.url if item else "") or source.query,
        verdict=item.verdict if item else Verdict.PASS,
        words=words,
        observed_at=item.at if item else None,
        fetched_at=source.answered_at,
        digest=_digest(source),
    )


def _digest(source: SourceState) -> str:
    return source.readings[0].digest if source.readings else ""
