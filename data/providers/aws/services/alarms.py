"""CloudWatch alarms: how many are raised, each with since when and why."""

from __future__ import annotations

from datetime import datetime

from data.models.item import Item, facts_of
from data.models.reading import Observation
from data.models.verdict import Verdict
from data.providers.aws.calls import Calls, Row
from data.providers.aws.parse import gravest, some, when, words
from data.providers.aws.service import Found, Moment

ALARMS = "aws.alarms"
MOST = 5000
_VERDICTS = {"OK": Verdict.PASS, "ALARM": Verdict.FAIL, "INSUFFICIENT_DATA": Verdict.NO_DATA}
_STEERING = "TargetTracking-"
"""Auto scaling makes alarms of this name to steer by; being raised is their ordinary state."""


def ask(calls: Calls, _moment: Moment) -> Found:
    """All alarms, also those that are made of others."""
    size = {"PageSize": 100}
    rows = [
        row
        for kind, key in (("MetricAlarm", "MetricAlarms"), ("CompositeAlarm", "CompositeAlarms"))
        for row in calls.pages(
            "cloudwatch", "describe_alarms", key, limit=MOST, AlarmTypes=[kind], PaginationConfig=size
        )
    ]
    return found(rows)


def found(rows: list[Row]) -> Found:
    """What all alarms come to."""
    if not rows:
        return Found((Observation(ALARMS, None, "count", detail="the account has no alarm"),))
    meant = [row for row in rows if not str(row.get("AlarmName", "")).startswith(_STEERING)]
    raised = [row for row in meant if row.get("StateValue") == "ALARM"]
    newest = sorted(raised, key=lambda row: str(_since(row) or ""), reverse=True)
    notes = [
        some([words(row, "AlarmName", 100) for row in newest]) if raised else "",
        f"of {len(meant):,}{' or more' if len(rows) >= MOST else ''} alarms",
        f"{len(rows) - len(meant)} that steer scaling left out" if len(meant) < len(rows) else "",
    ]
    detail = ", ".join(filter(None, notes))
    judged = Verdict.FAIL if raised else None
    count = Observation(
        ALARMS, float(len(raised)), "count", judged=judged, detail=detail, query="DescribeAlarms"
    )
    return Found((count,), gravest(map(_item, meant)))


def _item(row: Row) -> Item:
    state = words(row, "StateValue", 40)
    metric = "/".join(filter(None, (words(row, "Namespace", 100), words(row, "MetricName", 100))))
    fields = {
        "reason": words(row, "StateReason", 400),
        "about": words(row, "AlarmDescription", 400),
        "metric": metric,
        "actions": "" if row.get("ActionsEnabled", True) else "switched off",
    }
    return Item(
        "alarm",
        words(row, "AlarmArn", 300) or words(row, "AlarmName"),
        words(row, "AlarmName"),
        _VERDICTS.get(state, Verdict.NO_DATA),
        severity=state,
        state=state,
        at=_since(row),
        group=words(row, "Namespace", 100),
        fields=facts_of(*fields.items()),
    )


def _since(row: Row) -> datetime | None:
    return when(row, "StateTransitionedTimestamp") or when(row, "StateUpdatedTimestamp")
