"""Where words go: whether each channel is reached and lets us in, found out without sending anything."""

from __future__ import annotations

import asyncio

from console.doctor.finding import Finding, mend, ok
from data.channels.table import RealChannel, make_channels
from data.config.configuration import Configuration
from data.config.secret import SecretReader
from data.errors import SourceError
from data.lookups import keep_lookups_apart
from data.timekeeping import Timekeeper


def channels(settings: Configuration, secrets: SecretReader, time: Timekeeper) -> list[Finding]:
    """Each configured channel, all at once; blocks for the longest timeout at most."""
    made = make_channels(settings, secrets, time)
    return asyncio.run(_all(made)) if made else []


async def _all(made: dict[str, RealChannel]) -> list[Finding]:
    keep_lookups_apart()
    return list(await asyncio.gather(*(_one(name, channel) for name, channel in made.items())))


async def _one(name: str, channel: RealChannel) -> Finding:
    area = f"channel {name}"
    try:
        standing = await channel.standing()
    except SourceError as error:
        return mend(area, f"{error.failure.kind.value}: {error.message}", error.remedy)
    finally:
        await channel.close()
    return ok(area, standing.words)
