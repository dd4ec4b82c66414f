"""No secret that slipped into a text gets onto the disk."""

from __future__ import annotations

from pathlib import Path

import pytest

from data.journal.plain import plain_table
from data.journal.redaction import MASK, redacted_text
from data.models.entry import Draft
from tests.journal_helpers import TODAY, opened
from tests.own_time import within

CANARY = "cAnary7Value9zz"
KEY_ID = "AKIA" + "IOSFODNN7EXAMPLE"


@pytest.mark.parametrize(
    "text",
    [
        f"postgres://ops:{CANARY}@db.example.com/main is down",
        f"see https://{CANARY}@example.com/x",
        f"GET /health?api_key={CANARY}&x=1",
        f"https://s3.example.com/x?X-Amz-Signature={CANARY}",
        f"token={CANARY}",
        f"TOKEN: {CANARY}",
        f'{{"password": "{CANARY} with spaces", "user": "bo"}}',
        f"password='{CANARY} with spaces' user=bo",
        f"PGPASSWORD={CANARY} psql",
        f"export AWS_SECRET_ACCESS_KEY={CANARY}",
        f"Authorization: Bearer {CANARY}",
        f"authorization: Basic {CANARY}",
        f"curl -H 'X-Api-Key: {CANARY}' http://127.0.0.1/",
        f"client_secret={CANARY};next=1",
        f"-----BEGIN RSA PRIVATE KEY-----\n{CANARY}\n-----END RSA PRIVATE KEY-----",
        f"-----BEGIN PRIVATE KEY-----\n{CANARY} and cut off",
        f"ghp_{CANARY}{CANARY}",
        f"github_pat_{CANARY}{CANARY}",
        f"xoxb-{CANARY}",
        f"sk_live_{CANARY}",
        f"eyJhbGciOiJIUzI1NiJ9.{CANARY}.{CANARY}",
    ],
)
def test_what_looks_like_a_secret_is_masked(text: str) -> None:
    assert CANARY not in redacted_text(text)
    assert MASK in redacted_text(text)


def test_an_access_key_id_is_masked() -> None:
    assert redacted_text(f"used {KEY_ID} today") == f"used {MASK} today"


@pytest.mark.parametrize(
    "text",
    [
        "disk swapped at 09:02, see https://status.example.com/incidents/7?page=2",
        "mail to alice@example.com sent",
        "sha256:9f2c0000aaaa",
        "the password was changed",
        "tokens are rotated monthly",
        "api.p95_ms 412 ms is not < 200 ms (policy=skafu)",
        "secretary: none",
        "",
    ],
)
def test_ordinary_words_stay(text: str) -> None:
    assert redacted_text(text) == text


@pytest.mark.parametrize(
    "text",
    [
        "Basic functionality works, and token validation too",
        "basic authentication is switched off",
        "Bearer certificates, and one token.",
    ],
)
def test_an_ordinary_word_is_no_credential(text: str) -> None:
    assert redacted_text(text) == text


@pytest.mark.parametrize("words", ["Authorization: Bearer", 'authorization="Basic', "Token", "Bearer"])
def test_a_credential_of_letters_alone_is_masked_where_it_is_called_one(words: str) -> None:
    credential = "abcdefghijklmnop" if words[0].casefold() == "a" else "abcdefghIJKLmnop"
    assert credential not in redacted_text(f"{words} {credential}")


def test_a_long_run_of_names_does_not_hold_up_the_journal() -> None:
    with within(2.0):
        redacted_text("key " + "a." * 10_000)


def test_masking_twice_changes_nothing() -> None:
    once = redacted_text(f"Authorization: Bearer {CANARY}; token={CANARY} postgres://a:{CANARY}@b/c")
    assert redacted_text(once) == once


def test_secrets_by_their_key() -> None:
    table = {
        "password": CANARY,
        "api_key": [CANARY],
        "tokens": 3,
        "nested": {"secret": {"a": CANARY}},
        "run": "r",
    }
    assert plain_table(table) == {
        "password": MASK,
        "api_key": MASK,
        "tokens": 3,
        "nested": {"secret": MASK},
        "run": "r",
    }


def test_nothing_secret_is_on_disk(tmp_path: Path) -> None:
    fields = {
        "note": f"tried postgres://ops:{CANARY}@db/main",
        "password": CANARY,
        "evidence": [{"query": f"http://127.0.0.1/?token={CANARY}", "labels": {"auth_token": CANARY}}],
    }
    with opened(tmp_path) as journal:
        saved = journal.submit(Draft("note", fields)).result(30)
    written = (tmp_path / TODAY).read_text()
    assert CANARY not in written and written.count(MASK) == 4
    assert CANARY not in repr(saved)
