"""Secrets written down instead of named (fault 68)."""

from __future__ import annotations

import pytest

from data.config.inline_secret import inline_secrets

SECRETS = {
    "a password": {"postgres": [{"password": "hunter2"}]},
    "a token by its key": {"channel": {"slack": {"token": "abc"}}},
    "an API key": {"http": [{"headers": {"X-Api-Key": "abc"}}]},
    "an authorisation header": {"http": [{"headers": {"Authorization": "Basic YWxpY2U6aHVudGVyMg=="}}]},
    "a DSN with a password": {"postgres": [{"dsn": "postgresql://alice:hunter2@db/main"}]},
    "a DSN of words": {"postgres": [{"dsn": "host=db user=alice password=hunter2"}]},
    "URL userinfo": {"http": [{"url": "https://alice:hunter2@api.example.com/"}]},
    "a token as the user of a URL": {"http": [{"url": "https://abcdef@api.example.com/"}]},
    "a key in the query": {"http": [{"url": "https://api.example.com/?a=1&api_key=abc123"}]},
    "an AWS key": {"aws": [{"note": "AKIAABCDEFGHIJKLMNOP"}]},
    "a GitHub token": {"github": [{"note": "ghp_abcdefghijklmnopqrstuvwxyz0123456789"}]},
    "a Slack webhook": {"channel": {"webhook": {"url": "https://hooks.slack.com/services/T0/B0/xyz"}}},
    "a private key": {"tls": [{"note": "-----BEGIN RSA PRIVATE KEY-----"}]},
    "a bearer token": {"command": [{"argv": ["curl", "-H", "Authorization: Bearer abcdefgh12345678"]}]},
    "an argument": {"command": [{"argv": ["check", "--password", "hunter2"]}]},
    "an argument with a sign": {"command": [{"argv": ["check", "--db-password=hunter2"]}]},
}

HARMLESS = {
    "a variable's name": {"postgres": [{"dsn_env": "DATABASE_URL", "password_env": "PGPASSWORD"}]},
    "a file's name": {"postgres": [{"dsn_file": "/run/secrets/dsn"}]},
    "a DSN without a password": {"postgres": [{"dsn": "postgresql://alice@db/main"}]},
    "a port, not a password": {"http": [{"url": "https://api.example.com:8443/a@b"}]},
    "a query without secrets": {"http": [{"url": "https://api.example.com/?page=2&sort=key"}]},
    "SQL about passwords": {"postgres": [{"query": [{"sql": "select count(*) from u where password = ''"}]}]},
    "a word": {"http": [{"name": "token service", "group": "passwords and secrets"}]},
    "words about authentication": {"contact": [{"note": "Basic authentication, Bearer of the pager"}]},
    "an option without a value": {"command": [{"argv": ["psql", "--no-password", "main"]}]},
    "a file for an argument": {"command": [{"argv": ["check", "--password", "/run/secrets/pw"]}]},
    "a variable for an argument": {"command": [{"argv": ["check", "--token=$TOKEN"]}]},
    "a header's variable": {"http": [{"header_env": {"Authorization": "API_AUTH"}}]},
    "a header's file": {"http": [{"header_file": {"X-Api-Key": "key.txt"}}]},
    "an expectation": {"http": [{"expect_json": {"status": "ok"}}]},
}


@pytest.mark.parametrize("document", SECRETS.values(), ids=SECRETS)
def test_a_secret_is_found_and_never_repeated(document: dict[str, object]) -> None:
    found = list(inline_secrets(document))
    assert len(found) == 1
    place, reason, remedy = found[0]
    assert place and reason and remedy
    for value in ("hunter2", "abc", "AKIA", "ghp_", "xyz", "YWxp"):
        assert value not in reason + remedy


@pytest.mark.parametrize("document", HARMLESS.values(), ids=HARMLESS)
def test_what_is_no_secret_is_left_alone(document: dict[str, object]) -> None:
    assert list(inline_secrets(document)) == []


def test_the_remedy_names_the_keys_to_use() -> None:
    (_, _, remedy), *_ = inline_secrets({"postgres": [{"dsn": "postgresql://a:b@db/main"}]})
    assert "dsn_env" in remedy and "dsn_file" in remedy


def test_the_remedy_for_a_header_names_the_table_to_use() -> None:
    (_, _, remedy), *_ = inline_secrets({"http": [{"headers": {"X-Api-Key": "abc"}}]})
    assert 'header_env = { "X-Api-Key" = "VARIABLE" }' in remedy
