"""The console's own secrets never leave in words, however they are named in the configuration."""

from __future__ import annotations

from pathlib import Path

from data.config.loader import load
from data.messages.hindering import hindrances
from data.messages.own_secrets import own_secrets
from data.sources import SETTINGS

CONFIGURATION = """
[[http]]
name = "api"
url = "http://127.0.0.1/health"
header_env = { "X-Api-Key" = "API_KEY" }
[[postgres]]
name = "main"
dsn_env = "DATABASE_URL"
[channel.slack]
token_file = "slack"
channel = "#incidents"
[channel.pagerduty]
routing_key_env = "NOT_SET"
[channel.webhook]
url_env = "WEBHOOK_URL"
token_env = "SHORT"
"""
ENVIRON = {
    "API_KEY": "plain words of a key",
    "DATABASE_URL": "postgresql://app:correcthorsebattery@127.0.0.1/main",
    "WEBHOOK_URL": "http://127.0.0.1:9/hooks/abcdefgh12345678ijkl",
    "SHORT": "prod",
}


def test_every_secret_that_is_named_hinders(tmp_path: Path) -> None:
    file = tmp_path / "config.toml"
    file.write_text(CONFIGURATION)
    token = tmp_path / "slack"
    token.write_text("filetokenvalue\n")
    token.chmod(0o600)
    own = own_secrets(load(file, SETTINGS), ENVIRON)
    for words in ("plain words of a key", "correcthorsebattery", "filetokenvalue", "abcdefgh12345678ijkl"):
        found = hindrances("s", f"Now we use {words} again", own=own)
        assert any("own secrets" in each for each in found), words
        assert not any(words in each for each in found)
    assert hindrances("s", "prod is back, main and incidents too", own=own) == ()


def test_a_secret_that_cannot_be_read_hinders_nobody(tmp_path: Path) -> None:
    file = tmp_path / "config.toml"
    file.write_text(CONFIGURATION)
    assert hindrances("s", "All is well.", own=own_secrets(load(file, SETTINGS), {})) == ()
