"""The one table of channels: a client is imported when its channel is configured, and not before."""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from typing import Protocol, cast

from data.channel import Channel, Inspectable
from data.config.channel import ChannelSettings, SlackChannel
from data.config.configuration import Configuration
from data.config.secret import SecretReader
from data.timekeeping import Timekeeper

CLIENTS: Mapping[str, str] = {
    # One client a line; Slack has two ways in.
    "slack": "data.channels.slack.bot:SlackBot",
    "slack-webhook": "data.channels.slack.webhook:SlackWebhook",
    "statuspage": "data.channels.statuspage.client:Statuspage",
    "email": "data.channels.email.client:Email",
    "webhook": "data.channels.webhook:Webhook",
    "pagerduty": "data.channels.pagerduty:Pagerduty",
}


class RealChannel(Channel, Inspectable, Protocol):
    """What every client here is: it sends, and can be looked at without sending."""


def make_channels(
    configuration: Configuration, secrets: SecretReader, time: Timekeeper
) -> dict[str, RealChannel]:
    """Every configured channel by its name.

    A secret is read with each letter: where it is missing, the letter fails with the key to mend,
    and goes once that is mended, without a new start.
    """
    return {
        name: _make(_client(name, settings), settings, secrets, time)
        for name, settings in configuration.channels.items()
    }


def _client(name: str, settings: ChannelSettings) -> str:
    if isinstance(settings, SlackChannel) and settings.named("webhook_url"):
        return CLIENTS["slack-webhook"]
    return CLIENTS[name]


def _make(client: str, settings: ChannelSettings, secrets: SecretReader, time: Timekeeper) -> RealChannel:
    module, _, attribute = client.partition(":")
    return cast(RealChannel, getattr(import_module(module), attribute)(settings, secrets, time))
