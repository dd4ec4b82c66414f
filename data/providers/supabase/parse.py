"""A project's status and the health of its services, made into observations and items."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from data.models.item import Item, facts_of
from data.models.labels import labels_from
from data.models.reading import Observation
from data.models.verdict import Verdict
from data.providers.supabase.settings import HEALTHY
from data.web.shape import listing, mapping, word

_WHOSE = "Supabase"
OVERALL = "project"
"""The service label of the project as a whole."""
_WELL = "ACTIVE_HEALTHY"
_UNDERWAY = frozenset({"COMING_UP", "RESTORING", "RESTARTING", "UPGRADING", "RESIZING", "RESUMING"})
_PAUSED = frozenset({"INACTIVE", "PAUSING", "GOING_DOWN", "PAUSE_FAILED"})


def parse_project(document: object, project: str) -> tuple[Observation, Item]:
    """Whether the project as a whole is up; a paused one is not."""
    row = mapping(document, _WHOSE)
    status = word(row, "status", 40)
    name = word(row, "name", 80) or project
    words = f"{name} {_phrase(status)}"
    if not status:
        return _seen(project, OVERALL, None, f"{name}: no status told"), _item(
            project, OVERALL, name, "unknown", Verdict.WARN, (("region", word(row, "region", 40)),)
        )
    verdict = Verdict.PASS if status == _WELL else Verdict.WARN if status in _UNDERWAY else Verdict.FAIL
    facts = (("says", _phrase(status)), ("region", word(row, "region", 40)))
    item = _item(project, OVERALL, name, status.lower(), verdict, facts)
    return _seen(project, OVERALL, status == _WELL, words, verdict), item


def parse_health(
    document: object, project: str, asked: Sequence[str]
) -> tuple[tuple[Observation, ...], tuple[Item, ...]]:
    """Each service that was asked for; one that is not in the answer has no data."""
    rows = {word(row, "name", 60): row for row in listing(document, _WHOSE)}
    told = [_service(project, name, row) for name, row in list(rows.items())[:50] if name]
    missing = [_seen(project, name, None, f"{name}: not in the answer") for name in asked if name not in rows]
    return (*(seen for seen, _ in told), *missing), tuple(item for _, item in told)


def _service(project: str, name: str, row: Mapping[str, Any]) -> tuple[Observation, Item]:
    healthy, status = row.get("healthy"), word(row, "status", 40)
    if not isinstance(healthy, bool):
        healthy = None if not status else status == _WELL
    error = word(row, "error", 300)
    state = status.lower() or ("unknown" if healthy is None else "healthy" if healthy else "unhealthy")
    bad = Verdict.WARN if status in _UNDERWAY or healthy is None else Verdict.FAIL
    verdict = Verdict.PASS if healthy else bad
    words = f"{name} {state.replace('_', ' ')}{': ' if error else ''}{error}"
    item = _item(project, name, name, state, verdict, (("error", error),))
    return _seen(project, name, healthy, words, verdict if healthy is not None else None), item


def _phrase(status: str) -> str:
    if status in _PAUSED:
        return f"is paused or going down ({status.lower()}); resume it in the dashboard"
    return f"is {status.lower().replace('_', ' ')}"


def _seen(
    project: str, service: str, healthy: bool | None, detail: str, judged: Verdict | None = None
) -> Observation:
    value = None if healthy is None else float(healthy)
    labels = labels_from({"project": project, "service": service})
    return Observation(HEALTHY, value, "bool", labels, judged=judged, detail=detail)


def _item(
    project: str, service: str, title: str, state: str, verdict: Verdict, facts: tuple[tuple[str, str], ...]
) -> Item:
    return Item(
        kind="component",
        id=f"{project}/{service}",
        title=title,
        verdict=verdict,
        state=state,
        group=project,
        fields=facts_of(*facts),
    )
