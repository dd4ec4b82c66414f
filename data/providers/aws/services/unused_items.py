"""From what EC2 and the load balancers list to the things that nobody uses; pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence, Set
from datetime import datetime
from typing import Any

from data.models.item import Item, facts_of
from data.models.verdict import Verdict
from data.providers.aws.parse import dig, number, rows_of, when, words
from data.providers.aws.services.unused_price import Prices


def volume_items(volumes: Iterable[Mapping[str, Any]], prices: Prices) -> list[Item]:
    """Volumes that are attached to nothing."""
    return [
        _unused(
            words(volume, "VolumeId"),
            "volumes",
            f"{_named(volume, 'VolumeId')}: attached to nothing",
            _price(volume, prices),
            when(volume, "CreateTime"),
            (
                ("size", _size(volume)),
                ("type", words(volume, "VolumeType")),
                ("zone", words(volume, "AvailabilityZone")),
            ),
        )
        for volume in volumes
        if words(volume, "State") == "available"
    ]


def instance_items(
    reservations: Iterable[Mapping[str, Any]], volumes: Iterable[Mapping[str, Any]], prices: Prices
) -> list[Item]:
    """Stopped instances: they cost nothing themselves, their volumes do."""
    behind: dict[str, list[Mapping[str, Any]]] = {}
    for volume in volumes:
        for attachment in rows_of(volume, "Attachments"):
            behind.setdefault(words(attachment, "InstanceId"), []).append(volume)
    found = []
    for instance in (each for row in reservations for each in rows_of(row, "Instances")):
        own = behind.get(words(instance, "InstanceId"), [])
        size = sum(number(volume, "Size") or 0.0 for volume in own)
        found.append(
            _unused(
                words(instance, "InstanceId"),
                "stopped instances",
                f"{_named(instance, 'InstanceId')}: stopped, keeps {size:.0f} GB",
                sum(_price(volume, prices) for volume in own),
                when(instance, "LaunchTime"),
                (("type", words(instance, "InstanceType")), ("volumes", str(len(own)))),
            )
        )
    return found


def address_items(addresses: Iterable[Mapping[str, Any]], prices: Prices) -> list[Item]:
    """Addresses that lead nowhere."""
    return [
        _unused(
            words(address, "AllocationId") or words(address, "PublicIp"),
            "addresses",
            f"{_named(address, 'PublicIp')}: an address that leads nowhere",
            prices.month["address"],
            None,
            (("address", words(address, "PublicIp")),),
        )
        for address in addresses
        if not (
            address.get("AssociationId") or address.get("InstanceId") or address.get("NetworkInterfaceId")
        )
    ]


def balancer_items(balancers: Iterable[Mapping[str, Any]], used: Set[str], prices: Prices) -> list[Item]:
    """Load balancers without any target behind them."""
    return [
        _unused(
            words(balancer, "LoadBalancerArn"),
            "load balancers",
            f"{words(balancer, 'LoadBalancerName')}: no target behind it",
            prices.month.get(words(balancer, "Type"), prices.month["application"]),
            when(balancer, "CreatedTime"),
            (("type", words(balancer, "Type")),),
        )
        for balancer in balancers
        if balancer.get("LoadBalancerArn") not in used
    ]


def _unused(
    identity: str,
    group: str,
    title: str,
    price: float,
    at: datetime | None,
    fields: Sequence[tuple[str, str]],
) -> Item:
    return Item(
        "unused",
        identity,
        title,
        Verdict.WARN,
        state="unused",
        at=at,
        group=group,
        amount=round(price, 2),
        unit="usd",
        fields=(("price", "of a month, about"), *facts_of(*fields)),
    )


def _named(row: Mapping[str, Any], key: str) -> str:
    """Its own name where somebody gave it one, with what AWS calls it."""
    tags = rows_of(row, "Tags")
    name = next((words(tag, "Value", 80) for tag in tags if dig(tag, "Key") == "Name"), "")
    return f"{name} ({words(row, key)})" if name else words(row, key)


def _price(volume: Mapping[str, Any], prices: Prices) -> float:
    return prices.volume(words(volume, "VolumeType"), number(volume, "Size") or 0.0)


def _size(volume: Mapping[str, Any]) -> str:
    size = number(volume, "Size")
    return f"{size:.0f} GB" if size is not None else ""
