"""The AWS provider as tests use it."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime

from data.config.secret import SecretReader
from data.models.reading import Answer, Observation
from data.provider import ProviderContext
from data.providers.aws.boto import Account, BotoCalls
from data.providers.aws.client import AwsProvider
from data.providers.aws.service import Moment
from data.providers.aws.settings import AwsSettings
from data.timekeeping import SystemTimekeeper, Timekeeper
from tests.moto_server import REGION


def provider(url: str, *services: str, time: Timekeeper | None = None, **settings: object) -> AwsProvider:
    """A provider for some services of an account."""
    made = AwsSettings.model_validate(
        {"name": "prod", "region": REGION, "endpoint_url": url, "services": services, **settings}
    )
    return AwsProvider(made, ProviderContext(time or SystemTimekeeper(), SecretReader({})))


async def whole(asked: AwsProvider, within: float = 60.0) -> Answer:
    """Asked again until nothing is under way."""
    async with asyncio.timeout(within):
        while (answer := await asked.fetch()).partial:
            await asyncio.sleep(0.05)
        return answer


def calls(url: str) -> BotoCalls:
    """Calls as a service is given them."""
    settings = AwsSettings(name="prod", region=REGION, endpoint_url=url)
    return BotoCalls(Account(settings, SystemTimekeeper().elapsed), lambda: False)


def moment(at: datetime | None = None) -> Moment:
    """Now, or then."""
    return Moment(at or datetime.now(UTC), pace=6 * 3600.0)


def seen(answer: Answer, signal: str, **labels: str) -> Observation:
    """The one observation of that name with these labels."""
    wanted = tuple(sorted(labels.items()))
    found = [each for each in answer.observations if each.signal == signal and each.labels == wanted]
    assert len(found) == 1, [f"{each.signal} {each.labels}" for each in answer.observations]
    return found[0]
