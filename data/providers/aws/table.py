"""The one table of services: a new one is a module in services/ and a row here."""

from __future__ import annotations

from data.providers.aws.service import AwsService, asking
from data.providers.aws.table_cost import COST
from data.providers.aws.table_security import SECURITY

MINUTE = 60.0

SERVICES: tuple[AwsService, ...] = (
    AwsService(
        "s3",
        5 * MINUTE,
        frozenset({"aws.s3_reachable", "aws.s3_encrypted"}),
        asking("s3"),
        "s3:ListAllMyBuckets",
    ),
    *COST,
    *SECURITY,
)
NAMES = frozenset(
    {service.name for service in SERVICES} | {service.within for service in SERVICES if service.within}
)


def chosen(names: tuple[str, ...]) -> tuple[AwsService, ...]:
    """The services that somebody named, all of them where nobody did."""
    return tuple(service for service in SERVICES if service.chosen_by(names))
