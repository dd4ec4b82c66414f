"""CloudTrail: whether everything that is done is written down, in files that nobody can change unseen."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from data.models.item import Item, facts_of
from data.models.reading import Observation
from data.models.verdict import Verdict
from data.providers.aws.calls import Calls
from data.providers.aws.parse import dig, gravest, rows_of, some, when, words
from data.providers.aws.service import Found, Moment

_SIGNAL = "aws.cloudtrail_valid"


def ask(calls: Calls, moment: Moment) -> Found:
    """Every trail that reaches this region, and how it is doing."""
    trails = rows_of(calls.one("cloudtrail", "describe_trails", includeShadowTrails=True), "trailList")
    status = {
        words(trail, "TrailARN"): calls.one("cloudtrail", "get_trail_status", Name=trail["TrailARN"])
        for trail in trails
    }
    return found(trails, status)


def found(trails: Iterable[Mapping[str, Any]], status: Mapping[str, Mapping[str, Any]]) -> Found:
    """One trail that logs, with validation and without trouble, is enough."""
    items = [_item(trail, status.get(words(trail, "TrailARN"), {})) for trail in trails]
    good = [item.title for item in items if item.verdict is Verdict.PASS]
    if good:
        detail = f"{some(good)}: logs, with validation"
    else:
        detail = (
            f"{items[0].title}: {items[0].state}" if items else "there is no trail: nothing is written down"
        )
    return Found((Observation(_SIGNAL, float(bool(good)), "bool", detail=detail),), gravest(items))


def _item(trail: Mapping[str, Any], status: Mapping[str, Any]) -> Item:
    troubles = _troubles(trail, status)
    fields = (
        ("bucket", words(trail, "S3BucketName", 100)),
        ("home", words(trail, "HomeRegion", 40)),
        ("regions", "all" if dig(trail, "IsMultiRegionTrail") else "its own"),
        ("last delivery", f"{at:%Y-%m-%d %H:%M} UTC" if (at := when(status, "LatestDeliveryTime")) else ""),
        (
            "last digest",
            f"{at:%Y-%m-%d %H:%M} UTC" if (at := when(status, "LatestDigestDeliveryTime")) else "",
        ),
    )
    return Item(
        "trail",
        words(trail, "TrailARN"),
        words(trail, "Name", 130),
        Verdict.FAIL if troubles else Verdict.PASS,
        state=", ".join(troubles) or "logs, with validation",
        at=when(status, "StartLoggingTime"),
        group=words(trail, "HomeRegion", 40),
        fields=facts_of(*fields),
    )


def _troubles(trail: Mapping[str, Any], status: Mapping[str, Any]) -> list[str]:
    delivery, digest = (
        words(status, "LatestDeliveryError", 80),
        words(status, "LatestDigestDeliveryError", 80),
    )
    found_ = {
        "does not log": not dig(status, "IsLogging"),
        "no validation of its files": not dig(trail, "LogFileValidationEnabled"),
        f"cannot deliver: {delivery}": bool(delivery),
        f"cannot deliver digests: {digest}": bool(digest),
    }
    return [trouble for trouble, real in found_.items() if real]
