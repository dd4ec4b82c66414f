"""The table of channels: what is configured is made, and nothing else is even imported."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from data.channels.email.client import Email
from data.channels.pagerduty import Pagerduty
from data.channels.slack.bot import SlackBot
from data.channels.slack.webhook import SlackWebhook
from data.channels.statuspage.client import Statuspage
from data.channels.table import make_channels
from data.channels.webhook import Webhook
from data.config.channel import CHANNELS, ChannelSettings
from data.config.configuration import Configuration
from data.config.secret import SecretReader
from tests.fakes import HandClock

TABLES: dict[str, tuple[str, dict[str, object], type, bool]] = {
    "bot": ("slack", {"token_env": "S", "channel": "#i"}, SlackBot, False),
    "hook": ("slack", {"webhook_url_env": "S"}, SlackWebhook, False),
    "page": ("statuspage", {"page_id": "p", "token_env": "S"}, Statuspage, False),
    "mail": ("email", {"host": "h", "sender": "a@b"}, Email, False),
    "web": ("webhook", {"url": "http://x"}, Webhook, False),
    "knowing": ("webhook", {"url": "http://x", "idempotent": True}, Webhook, True),
    "pager": ("pagerduty", {"routing_key_env": "S"}, Pagerduty, True),
}


def _configured(**channels: ChannelSettings) -> Configuration:
    return Configuration(Path("config.toml"), channels=channels)


@pytest.mark.parametrize("case", TABLES)
def test_each_is_what_it_should_be_and_says_what_it_knows_again(case: str) -> None:
    name, table, client, idempotent = TABLES[case]
    settings = CHANNELS[name].model_validate(table)
    made = make_channels(_configured(**{name: settings}), SecretReader({}), HandClock())
    assert isinstance(made[name], client)
    assert made[name].idempotent is idempotent


def test_every_channel_that_can_be_configured_can_be_made() -> None:
    assert {name for name, *_ in TABLES.values()} == set(CHANNELS)


def test_without_channels_there_are_none() -> None:
    assert make_channels(_configured(), SecretReader({}), HandClock()) == {}


def test_what_is_not_configured_is_not_imported() -> None:
    program = (
        "import sys; import data.channels.table; "
        "print([n for n in sys.modules if n == 'httpx' or n.startswith('data.channels.')])"
    )
    told = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True, timeout=300
    )
    assert told.stdout.strip() == "['data.channels.table']"
