"""AWS Config: the rules, and how many of them are complied with."""

from __future__ import annotations

from collections.abc import Iterable

from data.errors import SourceError
from data.models.failure import FailureKind
from data.models.item import Item
from data.models.reading import Observation
from data.models.verdict import Verdict
from data.providers.aws.calls import Calls, Row
from data.providers.aws.parse import dig, gravest, number, rows_of, some, words
from data.providers.aws.service import Found, Moment

_VERDICTS = {"COMPLIANT": Verdict.PASS, "NON_COMPLIANT": Verdict.FAIL}
_REMEDY = 'set a recorder up: "aws configservice put-configuration-recorder", or leave config out of services'


def ask(calls: Calls, moment: Moment) -> Found:
    """Every rule. Where nothing is recorded, what the rules say is old, so it is not taken."""
    recorders = calls.one("config", "describe_configuration_recorder_status")
    status = rows_of(recorders, "ConfigurationRecordersStatus")
    if not status:
        raise SourceError(FailureKind.NOT_CONFIGURED, "config: nothing is recorded in this region", _REMEDY)
    if not any(dig(each, "recording") for each in status):
        raise SourceError(
            FailureKind.NOT_CONFIGURED,
            "config: the recorder is stopped",
            'start it: "aws configservice start-configuration-recorder"',
        )
    rows = calls.pages("config", "describe_compliance_by_config_rule", "ComplianceByConfigRules")
    return found(rows)


def found(rules: Iterable[Row]) -> Found:
    """The share of the rules that are complied with, of those that could be judged."""
    rows = list(rules)
    if not rows:
        raise SourceError(
            FailureKind.NOT_CONFIGURED,
            "config: the account has no rules",
            "add managed rules or a conformance pack in AWS Config",
        )
    items = [_item(row) for row in rows]
    judged = [item for item in items if item.verdict.known]
    failing = [item.title for item in judged if item.verdict is Verdict.FAIL]
    share = 100.0 * (len(judged) - len(failing)) / len(judged) if judged else None
    detail = f"{len(failing)} of {len(judged)} rules fail: {some(failing)}" if failing else _all(judged)
    return Found((Observation("aws.config_compliance_pct", share, "%", detail=detail),), gravest(items))


def _all(judged: list[Item]) -> str:
    return f"all {len(judged)} rules are complied with" if judged else "no rule has been evaluated yet"


def _item(row: Row) -> Item:
    state = words(row, "Compliance.ComplianceType", 40)
    failing = number(row, "Compliance.ComplianceContributorCount.CappedCount")
    capped = dig(row, "Compliance.ComplianceContributorCount.CapExceeded")
    count = f"{'more than ' if capped else ''}{failing:.0f}" if failing else ""
    return Item(
        "rule",
        words(row, "ConfigRuleName", 130),
        words(row, "ConfigRuleName", 130),
        _VERDICTS.get(state, Verdict.NO_DATA),
        state=state.lower().replace("_", " ") or "not evaluated",
        amount=failing,
        unit="count" if failing is not None else "",
        fields=(("resources that do not comply", count),) if count else (),
    )
