"""AWS Health: what Amazon itself says is wrong, or will be changed, for this account."""

from __future__ import annotations

from data.models.item import Item, facts_of
from data.models.reading import Observation
from data.models.verdict import Verdict
from data.providers.aws.calls import Calls, Row
from data.providers.aws.parse import gravest, some, when, words
from data.providers.aws.service import Found, Moment

EVENTS = "aws.health_events"
_TROUBLE = frozenset({"issue", "investigation"})


def ask(calls: Calls, _moment: Moment) -> Found:
    """Events that are open or announced; asking needs a support plan of Amazon."""
    rows = calls.pages(
        "health", "describe_events", "events", filter={"eventStatusCodes": ["open", "upcoming"]}
    )
    return found(rows)


def found(rows: list[Row]) -> Found:
    """How many open events there are that hurt; announced changes and notes are listed beside them."""
    open_ones = [row for row in rows if _hurts(row)]
    others = len(rows) - len(open_ones)
    notes = [
        some([_title(row) for row in open_ones]) or "no open issue",
        f"{others} announced or for information" if others else "",
    ]
    detail = ", ".join(filter(None, notes))
    judged = Verdict.WARN if open_ones else None
    value = float(len(open_ones))
    count = Observation(EVENTS, value, "count", judged=judged, detail=detail, query="DescribeEvents")
    return Found((count,), gravest(map(_item, rows)))


def _item(row: Row) -> Item:
    upcoming = row.get("statusCode") == "upcoming"
    verdict = Verdict.FAIL if _hurts(row) else Verdict.WARN if upcoming else Verdict.PASS
    fields = {"region": words(row, "region", 40), "zone": words(row, "availabilityZone", 40)}
    return Item(
        "health-event",
        words(row, "arn", 300),
        _title(row),
        verdict,
        severity=words(row, "eventTypeCategory", 40),
        state=words(row, "statusCode", 40),
        at=when(row, "startTime"),
        group=words(row, "service", 60),
        fields=facts_of(*fields.items()),
    )


def _hurts(row: Row) -> bool:
    return row.get("statusCode") == "open" and row.get("eventTypeCategory") in _TROUBLE


def _title(row: Row) -> str:
    code = words(row, "eventTypeCode", 120).removeprefix("AWS_")
    return code.replace("_", " ").capitalize() if code else words(row, "service", 60)
