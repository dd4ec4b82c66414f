"""Vercel's deployments made into items."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from data.models.item import Item, facts_of
from data.models.verdict import Verdict
from data.web.shape import inner, listing, mapping, moment_ms, number, word

_WHOSE = "Vercel"
READY = "ready"
_STATES = {
    "READY": READY,
    "ERROR": "error",
    "BUILDING": "building",
    "INITIALIZING": "initializing",
    "QUEUED": "queued",
    "CANCELED": "cancelled",
    "BLOCKED": "blocked",
    "DELETED": "deleted",
}
FAILED_STATES = frozenset({"error", "blocked"})


def parse_deployments(document: object) -> tuple[tuple[Item, ...], int | None]:
    """The deployments of a page, newest first, and from when on (milliseconds) the next page goes back."""
    whole = mapping(document, _WHOSE)
    following = number(inner(whole, "pagination").get("next"))
    items = tuple(_deployment(row) for row in listing(whole, _WHOSE, "deployments"))
    return items, None if following is None else int(following)


def _deployment(row: Mapping[str, Any]) -> Item:
    said = word(row, "state", 30) or word(row, "readyState", 30)
    state = _STATES.get(said, said.lower() or "unknown")
    target = word(row, "target", 60) or "preview"
    host, message = word(row, "url"), word(inner(row, "meta"), "githubCommitMessage")
    facts = (
        ("environment", target),
        ("ref", word(inner(row, "meta"), "githubCommitRef")),
        ("commit", word(inner(row, "meta"), "githubCommitSha")[:12]),
        ("by", word(inner(row, "creator"), "username") or word(inner(row, "creator"), "email")),
        ("message", message),
        ("from", word(row, "source", 40)),
        ("error", word(row, "errorMessage") or word(row, "errorCode", 60)),
    )
    return Item(
        kind="deployment",
        id=word(row, "uid", 80),
        title=f"{word(row, 'name') or 'a project'} to {target}",
        verdict=Verdict.FAIL if state in FAILED_STATES else _else(state),
        state=state,
        at=moment_ms(row.get("created", row.get("createdAt"))),
        group=f"{word(row, 'name')} {target}".strip(),
        fields=facts_of(*facts),
        url=f"https://{host}" if host and "/" not in host else "",
    )


def _else(state: str) -> Verdict:
    """What a state that is no failure means: one that is not known is not called well."""
    return Verdict.PASS if state in _STATES.values() else Verdict.WARN
