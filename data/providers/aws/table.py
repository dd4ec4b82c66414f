"""The one table of services: a new one is a module in services/ and a row in one of these."""

from __future__ import annotations

from data.providers.aws.service import AwsService
from data.providers.aws.table_cost import COST
from data.providers.aws.table_running import RUNNING
from data.providers.aws.table_security import SECURITY

SERVICES: tuple[AwsService, ...] = (*RUNNING, *COST, *SECURITY)
NAMES = frozenset(
    {service.name for service in SERVICES} | {service.within for service in SERVICES if service.within}
)


def chosen(names: tuple[str, ...]) -> tuple[AwsService, ...]:
    """The services that somebody named, all of them where nobody did."""
    return tuple(service for service in SERVICES if service.chosen_by(names))
