"""Workflow runs and deployments, as GitHub lists them, made into items."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from data.models.item import Item
from data.models.verdict import Verdict
from data.web.shape import inner, link, listing, mapping, moment, number, word

_WHOSE = "GitHub"
_FAILED_RUNS = frozenset({"failure", "timed_out", "startup_failure"})
_FAILED_DEPLOYMENTS = frozenset({"failure", "error"})
_UNTROUBLED = frozenset(
    {
        *("success", "neutral", "skipped", "cancelled", "inactive"),
        *("queued", "requested", "waiting", "pending", "in_progress", "no status yet"),
    }
)
"""States of runs and deployments that are well, over or under way; any other asks for a look."""


@dataclass(frozen=True, slots=True)
class Deployment:
    """One deployment, whose state is asked for separately."""

    id: str
    at: datetime | None
    item: Item


def parse_runs(document: object, repository: str) -> tuple[int | None, tuple[Item, ...]]:
    """How many runs there are in all, and those on this page, the newest first as they come."""
    total = number(mapping(document, _WHOSE).get("total_count"))
    rows = listing(document, _WHOSE, "workflow_runs")
    return None if total is None else int(total), tuple(_run(row, repository) for row in rows)


def parse_deployments(document: object, repository: str) -> tuple[Deployment, ...]:
    """The deployments on this page, the newest first as they come."""
    return tuple(_deployment(row, repository) for row in listing(document, _WHOSE))


def parse_status(document: object) -> Mapping[str, Any]:
    """The latest status of a deployment; empty where it has none yet."""
    rows = listing(document, _WHOSE)
    return max(rows, key=lambda row: word(row, "created_at"), default={})


def with_status(deployment: Deployment, status: Mapping[str, Any]) -> Item:
    """A deployment with the state that its latest status gives it."""
    state = word(status, "state", 40) or "no status yet"
    return replace(
        deployment.item,
        state=state,
        verdict=_verdict(state),
        fields=(
            *deployment.item.fields,
            *_fields(status, ("description", "says"), ("updated_at", "changed")),
        ),
        url=link(status, "log_url") or link(status, "target_url") or deployment.item.url,
    )


def failed(items: Iterable[Item]) -> tuple[Item, ...]:
    """Those that failed, whether made good since or not."""
    return tuple(item for item in items if item.state in _FAILED_RUNS | _FAILED_DEPLOYMENTS)


def _run(row: Mapping[str, Any], repository: str) -> Item:
    state = word(row, "conclusion", 40) or word(row, "status", 40) or "unknown"
    name, branch = word(row, "name"), word(row, "head_branch")
    return Item(
        kind="workflow",
        id=f"{repository}#{word(row, 'id', 40)}",
        title=word(row, "display_title") or name or "a run without a name",
        verdict=_verdict(state),
        state=state,
        at=moment(row.get("run_started_at")) or moment(row.get("created_at")),
        group=f"{repository} {name} {branch}".strip(),
        fields=(
            ("repository", repository),
            *_fields(row, ("name", "workflow"), ("head_branch", "branch"), ("event", "event")),
            *_fields(inner(row, "actor"), ("login", "by")),
            *_fields(row, ("run_number", "run"), ("run_attempt", "attempt")),
        ),
        url=link(row, "html_url"),
    )


def _verdict(state: str) -> Verdict:
    if state in _FAILED_RUNS | _FAILED_DEPLOYMENTS:
        return Verdict.FAIL
    return Verdict.PASS if state in _UNTROUBLED else Verdict.WARN


def _deployment(row: Mapping[str, Any], repository: str) -> Deployment:
    number_, environment, ref = word(row, "id", 40), word(row, "environment"), word(row, "ref")
    at = moment(row.get("created_at"))
    item = Item(
        kind="deployment",
        id=f"{repository}#{number_}",
        title=f"{ref or 'something'} to {environment or 'somewhere'}",
        at=at,
        group=f"{repository} {environment}".strip(),
        fields=(
            ("repository", repository),
            *_fields(row, ("environment", "environment"), ("ref", "ref")),
            *_fields(inner(row, "creator"), ("login", "by")),
            *_fields({"sha": word(row, "sha")[:12]}, ("sha", "commit")),
            *_fields(row, ("description", "description")),
        ),
        url="",
    )
    return Deployment(number_, at, item)


def _fields(row: Mapping[str, Any], *names: tuple[str, str]) -> tuple[tuple[str, str], ...]:
    """What a row says under some names, as people call it; what it does not say is left out."""
    return tuple((shown, word(row, name)) for name, shown in names if word(row, name))
