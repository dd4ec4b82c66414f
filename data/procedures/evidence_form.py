"""Evidence as it stands in the journal: an inline table with only the keys that have something to say."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from data.models.evidence import Evidence
from data.models.reading import labels_from
from data.models.verdict import Verdict
from data.procedures.fields import moment, number, one_of
from data.safe import safe

_QUERY_LIMIT = 1000


def evidence_table(evidence: Evidence) -> dict[str, Any]:
    """What is written."""
    table: dict[str, Any] = {
        "source": evidence.source,
        "kind": evidence.kind,
        "signal": evidence.signal,
        "labels": dict(evidence.labels),
        "query": safe(evidence.query, _QUERY_LIMIT),
        "value": number(evidence.value),
        "unit": evidence.unit,
        "verdict": evidence.verdict.value,
        "words": evidence.words,
        "threshold": number(evidence.threshold),
        "comparison": evidence.comparison,
        "policy": evidence.policy,
        "section": evidence.section,
        "observed_at": evidence.observed_at,
        "fetched_at": evidence.fetched_at,
        "digest": evidence.digest,
    }
    return {key: value for key, value in table.items() if value is not None and value not in ("", {})}


def evidence_from(table: Mapping[str, Any]) -> Evidence:
    """What was read back; an unknown verdict counts as no data."""

    def words(key: str) -> str:
        return safe(table.get(key, ""), _QUERY_LIMIT)

    labels = table.get("labels")
    return Evidence(
        source=words("source"),
        kind=words("kind"),
        signal=words("signal"),
        labels=labels_from({safe(key): safe(value) for key, value in labels.items()})
        if isinstance(labels, Mapping)
        else (),
        query=words("query"),
        value=number(table.get("value")),
        unit=words("unit"),
        verdict=one_of(Verdict, table.get("verdict")) or Verdict.NO_DATA,
        words=words("words"),
        threshold=number(table.get("threshold")),
        comparison=words("comparison"),
        policy=words("policy"),
        section=words("section"),
        observed_at=moment(table.get("observed_at")),
        fetched_at=moment(table.get("fetched_at")),
        digest=words("digest"),
    )
