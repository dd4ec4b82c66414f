"""GuardDuty's findings that nobody has archived, the gravest first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Any

from data.errors import SourceError
from data.models.failure import FailureKind
from data.models.item import Item, facts_of
from data.models.reading import Observation
from data.providers.aws.calls import Calls
from data.providers.aws.parse import number, rows_of, words
from data.providers.aws.service import Found, Moment
from data.providers.aws.services.severity import (
    MOST,
    counts_in_words,
    gravest_first,
    severity_word,
    verdict_of,
)
from data.providers.aws.services.stamp import stamp

_AT_ONCE = 50
_OPEN = {"Criterion": {"service.archived": {"Equals": ["false"]}}}
_GRAVEST = {"AttributeName": "severity", "OrderBy": "DESC"}


def ask(calls: Calls, moment: Moment) -> Found:
    """Counts them all, and reads the gravest."""
    detectors = calls.pages("guardduty", "list_detectors", "DetectorIds")
    if not detectors:
        raise SourceError(
            FailureKind.NOT_CONFIGURED,
            "guardduty: not enabled in this region",
            'enable it: "aws guardduty create-detector --enable", or leave guardduty out of services',
        )
    counts: Counter[str] = Counter()
    findings: list[Mapping[str, Any]] = []
    for detector in map(str, detectors):
        counts += _counts(calls, detector)
        findings += _findings(calls, detector, MOST - len(findings))
    return found(counts, findings)


def found(counts: Counter[str], findings: list[Mapping[str, Any]]) -> Found:
    """How many are open, and those that were read."""
    words_ = counts_in_words(counts)
    count = Observation("aws.guardduty_findings", float(counts.total()), "count", detail=words_)
    return Found((count,), gravest_first(map(_item, findings)))


def _counts(calls: Calls, detector: str) -> Counter[str]:
    """By severity, reckoned by GuardDuty itself: a list of thousands would take minutes to read."""
    answer = calls.one(
        "guardduty",
        "get_findings_statistics",
        DetectorId=detector,
        FindingCriteria=_OPEN,
        GroupBy="SEVERITY",
        MaxResults=100,
    )
    counts: Counter[str] = Counter()
    for row in rows_of(answer, "FindingStatistics.GroupedBySeverity"):
        counts[severity_word(number(row, "Severity"))] += int(number(row, "TotalFindings") or 0)
    return counts


def _findings(calls: Calls, detector: str, most: int) -> list[Mapping[str, Any]]:
    ids = calls.pages(
        "guardduty",
        "list_findings",
        "FindingIds",
        limit=most,
        DetectorId=detector,
        FindingCriteria=_OPEN,
        SortCriteria=_GRAVEST,
    )
    rows: list[Mapping[str, Any]] = []
    for start in range(0, len(ids), _AT_ONCE):
        some = ids[start : start + _AT_ONCE]
        answer = calls.one(
            "guardduty", "get_findings", DetectorId=detector, FindingIds=some, SortCriteria=_GRAVEST
        )
        rows += rows_of(answer, "Findings")
    return rows


def _item(row: Mapping[str, Any]) -> Item:
    severity = severity_word(number(row, "Severity"))
    resource = words(row, "Resource.ResourceType", 60)
    times = number(row, "Service.Count")
    fields = (
        ("type", words(row, "Type", 120)),
        ("resource", resource),
        ("region", words(row, "Region", 40)),
        ("seen", f"{times:.0f} times" if times else ""),
        ("last seen", words(row, "Service.EventLastSeen", 40)),
        ("says", words(row, "Description", 300)),
    )
    return Item(
        "finding",
        words(row, "Id", 100),
        words(row, "Title", 200) or words(row, "Type", 200),
        verdict_of(severity),
        severity=severity,
        state="open",
        at=stamp(row, "Service.EventFirstSeen") or stamp(row, "CreatedAt"),
        group=f"GuardDuty · {resource}" if resource else "GuardDuty",
        fields=facts_of(*fields),
    )
