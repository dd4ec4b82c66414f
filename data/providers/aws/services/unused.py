"""What is paid for and used by nobody: volumes, addresses, load balancers, stopped instances."""

from __future__ import annotations

from collections.abc import Iterable

from data.models.item import Item
from data.models.reading import Observation
from data.providers.aws.calls import Calls, Row
from data.providers.aws.parse import MOST_ITEMS, rows_of, texts_of
from data.providers.aws.service import Found, Moment
from data.providers.aws.services.unused_items import (
    address_items,
    balancer_items,
    instance_items,
    volume_items,
)
from data.providers.aws.services.unused_price import Prices, prices
from data.quantity import format_value

_MOST = 5000
_MOST_GROUPS = 300


def ask(calls: Calls, moment: Moment) -> Found:
    """Lists them, each with about what it costs a month."""
    volumes = calls.pages("ec2", "describe_volumes", "Volumes", limit=_MOST)
    stopped = calls.pages(
        "ec2",
        "describe_instances",
        "Reservations",
        limit=_MOST,
        Filters=[{"Name": "instance-state-name", "Values": ["stopped"]}],
    )
    addresses = rows_of(calls.one("ec2", "describe_addresses"), "Addresses")
    balancers = calls.pages("elbv2", "describe_load_balancers", "LoadBalancers", limit=_MOST)
    groups = calls.pages("elbv2", "describe_target_groups", "TargetGroups", limit=_MOST)
    used = _with_targets(calls, groups, len(balancers))
    table = prices()
    return found(
        (
            *volume_items(volumes, table),
            *instance_items(stopped, volumes, table),
            *address_items(addresses, table),
            *balancer_items(balancers, used, table),
        ),
        table,
    )


def found(items: Iterable[Item], table: Prices) -> Found:
    """How many there are and what they cost together; the dearest are listed first."""
    known = sorted(items, key=lambda item: -(item.amount or 0.0))
    total = round(sum(item.amount or 0.0 for item in known), 2)
    groups = dict.fromkeys(item.group for item in known)
    counts = ", ".join(f"{group} {sum(item.group == group for item in known)}" for group in groups)
    about = f"about {format_value(total, 'usd')} a month by {table.source} of {table.as_of}"
    return Found(
        (
            Observation(
                "cost.unused_resources", float(len(known)), "count", detail=counts or "nothing is unused"
            ),
            Observation("cost.unused_usd", total, "usd", detail=about),
        ),
        tuple(known[:MOST_ITEMS]),
    )


def _with_targets(calls: Calls, groups: Iterable[Row], balancers: int) -> set[str]:
    """The load balancers behind which there is a target, or may be one where there are too many to ask."""
    used: set[str] = set()
    if not balancers:
        return used
    asked = 0
    for group in groups:
        behind = texts_of(group, "LoadBalancerArns")
        if not behind or used.issuperset(behind):
            continue
        asked += 1
        if asked > _MOST_GROUPS:
            used.update(behind)
            continue
        health = calls.one("elbv2", "describe_target_health", TargetGroupArn=group["TargetGroupArn"])
        if health.get("TargetHealthDescriptions"):
            used.update(behind)
    return used
