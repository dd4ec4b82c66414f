"""Alerts about dependencies (Dependabot) and about code (code scanning), made into items."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from data.models.item import Item, facts_of
from data.models.verdict import Verdict
from data.web.shape import inner, link, listing, moment, word

SEVERITIES = ("critical", "high", "error", "medium", "warning", "low", "note")
"""The gravest first; code scanning has its own words where a rule is not about security."""
ORDER = {name: -place for place, name in enumerate(SEVERITIES)}
_GRAVE = frozenset({"critical", "high", "error"})


def parse_vulnerabilities(document: object, repository: str) -> tuple[Item, ...]:
    """The open Dependabot alerts of a page."""
    return tuple(_vulnerability(row, repository) for row in listing(document, "GitHub"))


def parse_scanning(document: object, repository: str) -> tuple[Item, ...]:
    """The open code scanning alerts of a page."""
    return tuple(_scanning(row, repository) for row in listing(document, "GitHub"))


def _vulnerability(row: Mapping[str, Any], repository: str) -> Item:
    advisory, found = inner(row, "security_advisory"), inner(row, "security_vulnerability")
    package = word(inner(row, "dependency", "package"), "name") or word(inner(found, "package"), "name")
    severity = word(found, "severity", 20) or word(advisory, "severity", 20) or "unknown"
    facts = (
        ("repository", repository),
        ("package", package),
        ("ecosystem", word(inner(row, "dependency", "package"), "ecosystem", 40)),
        ("where", word(inner(row, "dependency"), "manifest_path")),
        ("affected", word(found, "vulnerable_version_range", 100)),
        ("mended in", word(inner(found, "first_patched_version"), "identifier", 60)),
        ("advisory", word(advisory, "cve_id", 40) or word(advisory, "ghsa_id", 40)),
    )
    return Item(
        kind="vulnerability",
        id=f"{repository}#{word(row, 'number', 40)}",
        title=word(advisory, "summary") or f"a weakness in {package or 'a dependency'}",
        verdict=verdict_of(severity),
        severity=severity,
        state=word(row, "state", 20),
        at=moment(row.get("created_at")),
        group=package,
        fields=facts_of(*facts),
        url=link(row, "html_url"),
    )


def _scanning(row: Mapping[str, Any], repository: str) -> Item:
    rule, seen = inner(row, "rule"), inner(row, "most_recent_instance")
    severity = word(rule, "security_severity_level", 20) or word(rule, "severity", 20) or "unknown"
    facts = (
        ("repository", repository),
        ("rule", word(rule, "id", 100) or word(rule, "name", 100)),
        ("tool", word(inner(row, "tool"), "name", 60)),
        ("where", word(inner(seen, "location"), "path")),
        ("line", word(inner(seen, "location"), "start_line", 20)),
        ("branch", word(seen, "ref")),
    )
    return Item(
        kind="scanning-alert",
        id=f"{repository}#{word(row, 'number', 40)}",
        title=word(rule, "description") or word(inner(seen, "message"), "text") or "a finding without words",
        verdict=verdict_of(severity),
        severity=severity,
        state=word(row, "state", 20),
        at=moment(row.get("created_at")),
        group=word(rule, "id", 100),
        fields=facts_of(*facts),
        url=link(row, "html_url"),
    )


def verdict_of(severity: str) -> Verdict:
    """What an open alert of that severity means; one that is not known is not harmless."""
    return Verdict.FAIL if severity in _GRAVE else Verdict.WARN
