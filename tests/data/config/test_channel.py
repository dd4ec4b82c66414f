"""Channels name their secrets, once."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from data.config.channel import CHANNELS

SOUND = [
    ("slack", {"webhook_url_env": "S"}),
    ("slack", {"token_env": "T", "channel": "#incidents"}),
    ("statuspage", {"page_id": "p", "token_file": "t"}),
    ("email", {"host": "127.0.0.1", "sender": "a@b", "security": "none"}),
    ("email", {"host": "mail", "sender": "a@b", "user": "u", "password_env": "P"}),
    ("webhook", {"url": "http://127.0.0.1/x"}),
    ("webhook", {"url_env": "U", "token_env": "T"}),
    ("pagerduty", {"routing_key_env": "K"}),
    ("pagerduty", {"routing_key_env": "K", "proxy": "http://proxy:3128"}),
]
UNSOUND = [
    ("slack", {}, "is wanted"),
    ("slack", {"webhook_url_env": "S", "token_env": "T"}, "either"),
    ("slack", {"webhook_url_env": "S", "webhook_url_file": "f"}, "name the same secret"),
    ("slack", {"token_env": "T"}, "its channel"),
    ("statuspage", {"page_id": "p"}, "token_env or token_file is missing"),
    ("email", {"host": "mail", "sender": "nobody"}, "an e-mail address looks like"),
    ("email", {"host": "mail", "sender": "a@b", "user": "u"}, "password_env or password_file"),
    ("webhook", {}, "is wanted"),
    ("webhook", {"url": "http://x", "url_env": "U"}, "either"),
    ("webhook", {"url": "ftp://x"}, "an address looks like"),
    ("webhook", {"url": "http://x", "proxy": "http://p", "proxy_env": "P"}, "one of proxy and proxy_env"),
    ("pagerduty", {}, "routing_key_env or routing_key_file"),
]


@pytest.mark.parametrize(("name", "table"), SOUND)
def test_sound(name: str, table: dict[str, object]) -> None:
    CHANNELS[name].model_validate(table)


@pytest.mark.parametrize(("name", "table", "words"), UNSOUND)
def test_unsound(name: str, table: dict[str, object], words: str) -> None:
    with pytest.raises(ValidationError, match=words):
        CHANNELS[name].model_validate(table)
