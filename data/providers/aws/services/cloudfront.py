"""CloudFront: whether what was last changed has reached all of its edges."""

from __future__ import annotations

from data.models.item import Item, facts_of
from data.models.reading import Observation
from data.models.verdict import Verdict
from data.providers.aws.calls import Calls, Row
from data.providers.aws.parse import gravest, some, texts_of, when, words
from data.providers.aws.service import Found, Moment
from data.safe import safe

_DEPLOYED = "aws.cloudfront_deployed"


def ask(calls: Calls, _moment: Moment) -> Found:
    """All distributions."""
    return found(calls.pages("cloudfront", "list_distributions", "DistributionList.Items"))


def found(rows: list[Row]) -> Found:
    """What all distributions come to; those that are switched off do not count."""
    enabled = [row for row in rows if row.get("Enabled", True)]
    items = gravest(map(_item, rows))
    if not enabled:
        none = "every distribution is switched off" if rows else "the account has no distribution"
        return Found((Observation(_DEPLOYED, None, "bool", detail=none),), items)
    waiting = [_name(row) for row in enabled if row.get("Status") != "Deployed"]
    detail = f"not deployed: {some(waiting)}" if waiting else f"{len(enabled)} deployed"
    value, judged = (0.0, Verdict.WARN) if waiting else (1.0, None)
    told = Observation(_DEPLOYED, value, "bool", judged=judged, detail=detail, query="ListDistributions")
    return Found((told,), items)


def _item(row: Row) -> Item:
    enabled, deployed = row.get("Enabled", True), row.get("Status") == "Deployed"
    verdict = Verdict.NO_DATA if not enabled else Verdict.PASS if deployed else Verdict.WARN
    fields = {
        "address": words(row, "DomainName"),
        "aliases": some(safe(alias, 100) for alias in texts_of(row, "Aliases.Items")),
        "about": words(row, "Comment"),
    }
    return Item(
        "distribution",
        words(row, "Id", 100),
        _name(row),
        verdict,
        state=words(row, "Status", 40) if enabled else "switched off",
        at=when(row, "LastModifiedTime"),
        fields=facts_of(*fields.items()),
    )


def _name(row: Row) -> str:
    aliases = texts_of(row, "Aliases.Items")
    return safe(aliases[0], 200) if aliases else words(row, "DomainName") or words(row, "Id")
