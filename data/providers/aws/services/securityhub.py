"""Security Hub's findings that nobody has dealt with yet, the gravest first."""

from __future__ import annotations

from collections import Counter

from data.errors import SourceError
from data.models.failure import FailureKind
from data.models.item import Item, facts_of
from data.models.reading import Observation
from data.providers.aws.calls import Calls, Row
from data.providers.aws.parse import rows_of, texts_of, words
from data.providers.aws.service import Found, Moment
from data.providers.aws.services.severity import counts_in_words, gravest_first, verdict_of
from data.providers.aws.services.stamp import stamp

_MOST_COUNTED = 10_000
_PAGE = 100
_FIRST = 100
_FILTERS = {
    "RecordState": [{"Value": "ACTIVE", "Comparison": "EQUALS"}],
    "WorkflowStatus": [{"Value": each, "Comparison": "EQUALS"} for each in ("NEW", "NOTIFIED")],
}
_GRAVEST = [{"Field": "SeverityNormalized", "SortOrder": "desc"}]
_VULNERABILITY = "Software and Configuration Checks/Vulnerabilities"


def ask(calls: Calls, moment: Moment) -> Found:
    """The first time only the gravest are read, so that they are there soon; then all are counted."""
    first = moment.before is None
    try:
        rows = calls.pages(
            "securityhub",
            "get_findings",
            "Findings",
            limit=_FIRST if first else _MOST_COUNTED,
            Filters=_FILTERS,
            SortCriteria=_GRAVEST,
            MaxResults=_PAGE,
        )
    except SourceError as error:
        if "InvalidAccess" not in error.failure.message:
            raise
        raise SourceError(
            FailureKind.NOT_CONFIGURED,
            "securityhub: not enabled in this region",
            'enable it: "aws securityhub enable-security-hub", or leave securityhub out of services',
        ) from None
    return found(rows, more=first and len(rows) >= _FIRST)


def found(rows: list[Row], *, more: bool = False) -> Found:
    """How many are open, and the gravest of them; `more`: they are yet to be counted."""
    items = [_item(row) for row in rows]
    at_least = "at least " if more or len(rows) >= _MOST_COUNTED else ""
    counts = Counter(item.severity for item in items)
    weak = sum(item.state == "vulnerability" for item in items)
    words_ = f"{at_least}{counts_in_words(counts)}" + (f"; {weak} vulnerabilities" if weak else "")
    count = Observation("aws.securityhub_findings", float(len(rows)), "count", detail=words_)
    return Found((count,), gravest_first(items), again=0.0 if more else None)


def _item(row: Row) -> Item:
    severity = words(row, "Severity.Label", 20).upper()
    types = texts_of(row, "Types")
    resource = next(iter(rows_of(row, "Resources")), {})
    fields = (
        ("resource", words(resource, "Id", 150)),
        ("kind", words(resource, "Type", 60)),
        ("product", words(row, "ProductName", 60)),
        ("control", words(row, "Compliance.SecurityControlId", 40)),
        ("remedy", words(row, "Remediation.Recommendation.Text", 300)),
        ("says", words(row, "Description", 300)),
    )
    return Item(
        "finding",
        words(row, "Id", 200),
        words(row, "Title", 200),
        verdict_of(severity),
        severity=severity,
        state="vulnerability" if any(each.startswith(_VULNERABILITY) for each in types) else "open",
        at=stamp(row, "FirstObservedAt") or stamp(row, "CreatedAt"),
        group=" · ".join(dict.fromkeys(("Security Hub", words(row, "ProductName", 60) or "Security Hub"))),
        fields=facts_of(*fields),
        url=words(row, "Remediation.Recommendation.Url", 300),
    )
