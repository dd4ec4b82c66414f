"""Evidence as a table of an entry, and back."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from data.models.evidence import Evidence
from data.models.labels import labels_from
from data.models.verdict import Verdict


def evidence_table(evidence: Evidence) -> dict[str, Any]:
    """The table to write: the contract's keys; what is unknown or empty is left out."""
    table = {
        "source": evidence.source,
        "kind": evidence.kind,
        "signal": evidence.signal,
        "labels": dict(evidence.labels),
        "value": evidence.value,
        "unit": evidence.unit,
        "verdict": str(evidence.verdict),
        "words": evidence.words,
        "threshold": evidence.threshold,
        "comparison": evidence.comparison,
        "policy": evidence.policy,
        "section": evidence.section,
        "query": evidence.query,
        "observed_at": evidence.observed_at,
        "fetched_at": evidence.fetched_at,
        "digest": evidence.digest,
    }
    return {key: value for key, value in table.items() if value not in (None, "", {})}


def evidence_from(table: Mapping[str, Any]) -> Evidence:
    """The record of a table that was read back; what is missing or of a wrong type is empty."""
    labels = table.get("labels")
    return Evidence(
        source=_text(table, "source"),
        kind=_text(table, "kind"),
        signal=_text(table, "signal"),
        labels=labels_from({str(k): str(v) for k, v in labels.items()})
        if isinstance(labels, Mapping)
        else (),
        query=_text(table, "query"),
        value=_number(table, "value"),
        unit=_text(table, "unit"),
        verdict=_verdict(table),
        words=_text(table, "words"),
        threshold=_number(table, "threshold"),
        comparison=_text(table, "comparison"),
        policy=_text(table, "policy"),
        section=_text(table, "section"),
        observed_at=_moment(table, "observed_at"),
        fetched_at=_moment(table, "fetched_at"),
        digest=_text(table, "digest"),
    )


def _text(table: Mapping[str, Any], key: str) -> str:
    value = table.get(key)
    return value if isinstance(value, str) else ""


def _number(table: Mapping[str, Any], key: str) -> float | None:
    value = table.get(key)
    return float(value) if isinstance(value, int | float) and not isinstance(value, bool) else None


def _moment(table: Mapping[str, Any], key: str) -> datetime | None:
    value = table.get(key)
    return value if isinstance(value, datetime) and value.tzinfo is not None else None


def _verdict(table: Mapping[str, Any]) -> Verdict:
    try:
        return Verdict(table.get("verdict", Verdict.NO_DATA))
    except ValueError:
        return Verdict.NO_DATA
