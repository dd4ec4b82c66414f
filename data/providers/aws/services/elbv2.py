"""Load balancers: which of the targets behind them are not fit to serve."""

from __future__ import annotations

from dataclasses import dataclass

from data.errors import SourceError
from data.models.failure import FailureKind
from data.models.item import Item, facts_of
from data.models.reading import Observation
from data.models.verdict import Verdict
from data.providers.aws.calls import Calls, Row
from data.providers.aws.parse import dig, gravest, some, words
from data.providers.aws.service import Found, Moment

_UNHEALTHY = "aws.alb_unhealthy"
MOST = 300
"""Target groups that are looked at, one call each."""
_STATES = {
    "healthy": Verdict.PASS,
    "unhealthy": Verdict.FAIL,
    "unhealthy.draining": Verdict.FAIL,
    "initial": Verdict.WARN,
    "draining": Verdict.WARN,
}


@dataclass(frozen=True, slots=True)
class Group:
    """A target group that some load balancer uses, with the health of its targets."""

    row: Row
    targets: list[Row]
    gone: bool = False
    """Taken away between the list and the look at it."""

    @property
    def name(self) -> str:
        """Its name, safe to show."""
        return words(self.row, "TargetGroupName", 100)

    @property
    def balancer(self) -> str:
        """The name of the load balancer in front of it: the middle of an ARN's last part."""
        arns = dig(self.row, "LoadBalancerArns") or ()
        parts = str(arns[0]).split("/") if arns else []
        return words({"name": parts[-2]}, "name", 100) if len(parts) > 1 else ""


def ask(calls: Calls, _moment: Moment) -> Found:
    """The health of all targets that stand behind a load balancer."""
    rows = calls.pages("elbv2", "describe_target_groups", "TargetGroups")
    used = [row for row in rows if row.get("LoadBalancerArns")]
    groups = [_group(calls, row) for row in used[:MOST]]
    balancers = calls.pages("elbv2", "describe_load_balancers", "LoadBalancers") if not used else []
    return found(groups, len(used), len(balancers))


def found(groups: list[Group], total: int, bare: int = 0) -> Found:
    """What `total` groups, as far as they were looked at, come to; `bare` balancers have none."""
    items = gravest(_item(group, row) for group in groups for row in group.targets)
    states = [(group, row) for group in groups for row in group.targets]
    sick = [(group, row) for group, row in states if _verdict(row) is Verdict.FAIL]
    empty = [group.name for group in groups if not group.targets and not group.gone]
    gone = [group.name for group in groups if group.gone]
    notes = [
        some([f"{group.name} {words(row, 'Target.Id', 60)}" for group, row in sick]),
        f"{len(sick)} of {len(states)} targets",
        f"without any target: {some(empty)}" if empty else "",
        f"gone meanwhile: {some(gone)}" if gone else "",
        f"only {len(groups)} of {total} groups were looked at" if len(groups) < total else "",
    ]
    detail = ", ".join(filter(None, notes))
    if not total:
        detail = "the load balancers have no targets" if bare else "the account has no load balancer"
    # None is known to be sick, but not all were looked at, or there is none at all: that is no pass.
    unknown = not sick and (len(groups) < total or not states)
    value = None if unknown else float(len(sick))
    judged = Verdict.FAIL if any(map(_down, groups)) else Verdict.WARN if sick else None
    count = Observation(
        _UNHEALTHY, value, "count", judged=judged, detail=detail, query="DescribeTargetHealth"
    )
    return Found((count,), items)


def _group(calls: Calls, row: Row) -> Group:
    arn = row["TargetGroupArn"]
    try:
        rows = calls.pages("elbv2", "describe_target_health", "TargetHealthDescriptions", TargetGroupArn=arn)
    except SourceError as error:
        if error.failure.kind is not FailureKind.NOT_FOUND:
            raise
        return Group(row, [], gone=True)
    return Group(row, rows)


def _item(group: Group, row: Row) -> Item:
    target, port = words(row, "Target.Id", 100), words(row, "Target.Port", 10)
    name = f"{target}:{port}" if port else target
    fields = {
        "group": group.name,
        "reason": words(row, "TargetHealth.Reason", 100),
        "about": words(row, "TargetHealth.Description", 300),
        "zone": words(row, "Target.AvailabilityZone", 40),
    }
    return Item(
        "target",
        f"{words(group.row, 'TargetGroupArn', 300)} {name}",
        name,
        _verdict(row),
        state=words(row, "TargetHealth.State", 40),
        group=group.balancer or group.name,
        fields=facts_of(*fields.items()),
    )


def _down(group: Group) -> bool:
    """Whether nobody is left who could serve."""
    verdicts = [_verdict(row) for row in group.targets]
    return Verdict.FAIL in verdicts and Verdict.PASS not in verdicts


def _verdict(row: Row) -> Verdict:
    return _STATES.get(str(dig(row, "TargetHealth.State")), Verdict.NO_DATA)
