"""How much the other side of each kind of channel takes."""

from __future__ import annotations

from dataclasses import dataclass

from data.config.channel import ChannelSettings, SlackChannel
from data.safe import LINE_LIMIT, TEXT_LIMIT


@dataclass(frozen=True, slots=True)
class Bounds:
    """The most characters of a subject and of a body."""

    subject: int
    body: int


_BOT, _SLACK_WEBHOOK = Bounds(150, 40_000), Bounds(150, 4_000)
_BOUNDS = {
    "statuspage": Bounds(255, 25_000),
    "email": Bounds(998, TEXT_LIMIT),
    "webhook": Bounds(998, TEXT_LIMIT),
    "pagerduty": Bounds(1_024, TEXT_LIMIT),
}
_ANYWHERE = Bounds(998, TEXT_LIMIT)


def bounds_of(name: str, settings: ChannelSettings | None = None) -> Bounds:
    """What a channel takes; no more anywhere than the journal keeps whole."""
    found = _BOUNDS.get(name, _ANYWHERE)
    if name == "slack":
        found = (
            _SLACK_WEBHOOK if isinstance(settings, SlackChannel) and settings.named("webhook_url") else _BOT
        )
    return Bounds(min(found.subject, LINE_LIMIT), min(found.body, TEXT_LIMIT))
