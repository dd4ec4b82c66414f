"""What must not leave does not leave, and ordinary words do."""

from __future__ import annotations

import base64
import random
import string
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data.messages.hindering import hindrances
from data.messages.secrets import secrets_in
from tests.own_time import within

_DIGITS = string.ascii_letters + string.digits


def _of(alphabet: str, length: int) -> Callable[[random.Random], str]:
    return lambda rng: "".join(rng.choice(alphabet) for _ in range(length))


def _with_digit(alphabet: str, length: int) -> Callable[[random.Random], str]:
    return lambda rng: "".join(rng.choice(alphabet) for _ in range(length - 1)) + rng.choice("23456789")


_UPPER = string.ascii_uppercase + string.digits
_HEX = string.hexdigits[:16]
SECRETS: dict[str, Callable[[random.Random], str]] = {
    "aws-id": lambda rng: "AKIA" + _of(_UPPER, 16)(rng),
    "aws-secret": lambda rng: "aws_secret_access_key = " + _of(_DIGITS + "+/", 40)(rng),
    "aws-secret-bare": lambda rng: base64.b64encode(rng.randbytes(30)).decode(),
    "github": lambda rng: "ghp_" + _of(_DIGITS, 36)(rng),
    "github-fine": lambda rng: "github_pat_" + _of(_DIGITS, 22)(rng) + "_" + _of(_DIGITS, 59)(rng),
    "gitlab": lambda rng: "glpat-" + _of(_DIGITS, 20)(rng),
    "slack": lambda rng: f"xoxb-{rng.randrange(10**10)}-{rng.randrange(10**10)}-{_of(_DIGITS, 24)(rng)}",
    "slack-hook": lambda rng: (
        f"https://hooks.slack.com/services/T{_of(_UPPER, 8)(rng)}/B1/{_of(_DIGITS, 24)(rng)}"
    ),
    "stripe": lambda rng: "sk_live_" + _of(_DIGITS, 24)(rng),
    "sendgrid": lambda rng: f"SG.{_of(_DIGITS, 22)(rng)}.{_of(_DIGITS, 43)(rng)}",
    "jwt": lambda rng: f"eyJ{_of(_DIGITS, 20)(rng)}.eyJ{_of(_DIGITS, 30)(rng)}.{_of(_DIGITS, 43)(rng)}",
    "bearer": lambda rng: "Authorization: Bearer " + _with_digit(_DIGITS, 24)(rng),
    "basic": lambda rng: "Basic " + base64.b64encode(b"alice:" + rng.randbytes(12)).decode(),
    "password": lambda rng: "password=" + _of(string.ascii_lowercase, 8)(rng),
    "password-colon": lambda rng: "DB_PASSWORD: " + _of(_DIGITS, 12)(rng),
    "password-said": lambda rng: "the password is " + _with_digit(string.ascii_lowercase, 8)(rng),
    "argument": lambda rng: "run it with --token " + _of(_DIGITS, 12)(rng),
    "dsn": lambda rng: f"postgresql://app:{_of(_DIGITS, 10)(rng)}@db.internal:5432/main",
    "address": lambda rng: f"https://api.example.com/v1?access_token={_of(_DIGITS, 10)(rng)}",
    "user-address": lambda rng: f"https://{_of(_DIGITS, 10)(rng)}@example.com/",
    "key": lambda rng: "-----BEGIN RSA PRIVATE KEY-----\n" + _of(_DIGITS, 64)(rng),
    "key-openssh": lambda rng: "-----BEGIN OPENSSH PRIVATE KEY-----\n" + _of(_DIGITS, 64)(rng),
    "key-pgp": lambda rng: "-----BEGIN PGP PRIVATE KEY BLOCK-----\n\nlQOY" + _of(_DIGITS, 60)(rng),
    "hex-32": _of(_HEX, 32),
    "hex-64": _of(_HEX, 64),
    "base62-32": _of(_DIGITS, 32),
    "base64url-43": lambda rng: base64.urlsafe_b64encode(rng.randbytes(32)).decode().rstrip("="),
    "google": lambda rng: "AIza" + _of(_DIGITS + "-_", 35)(rng),
    "signed": lambda rng: f"https://b.s3.amazonaws.com/k?X-Amz-Signature={_of(_HEX, 64)(rng)}",
    "azure": lambda rng: "AccountKey=" + base64.b64encode(rng.randbytes(64)).decode(),
}
ORDINARY = [
    "Database out of connections since 03:04 UTC; api 4.12.3-rc.1 rolled back at 03:19:22+01:00.",
    "INC-2026-11-21-1 is at: Mitigating. See INC-2026-11-20-3 as well.",
    "Deployed 9fceb02 (was 9fceb02d0ae5) to production at 2026-11-21T03:04:05.123Z.",
    "Runbook: https://wiki.example.com/runbooks/database-connections#step-3",
    "Dashboard: https://grafana.example.com/d/ab12cd34/api?from=1700000000000&to=now&var-service=api",
    "Commit: https://github.com/org/repo/commit/9fceb02d0ae598e95dc970b74767f19372d61af8",
    "Post: https://status.example.com/2026/11/21/database-out-of-connections-part-2-of-3",
    "Entry 01a1fabe-0f4e-74c4-8348-49e31c767e64, digest sha256:" + "9f2c4e6a" * 8,
    "Instance i-0abcd1234ef567890 behind app/my-lb/50dc6c495c0c9188 in eu-west-1b, pod api-7d9f8b6c5d-x2x9k.",
    "arn:aws:elasticloadbalancing:eu-west-1:123456789012:loadbalancer/app/my-lb/50dc6c495c0c9188",
    "Customers must reset their password; the token service answers again. Rotate the secret today.",
    "We are changing the password policy. The password is being reset for everybody. Tokens are safe.",
    "Basic functionality works; token validation fails for some users. Basic authentication is switched off.",
    "CPU 81 % of 64 cores, 12,345,678 rows, 1.5 GiB, p95 412 ms (limit 200 ms), error rate 5.1 %.",
    "Call +44 20 7946 0000 or write to ops@example.com; bridge https://meet.example.com/abc-defg-hij.",
    "DatabaseConnectionPoolExhaustedException in com.example.payments.ConnectionPoolManagerImpl2",
    "/var/lib/postgresql/16/main/pg_wal/000000010000000A000000FF is 16777216 bytes",
    "select count(*) from pg_stat_activity where state = 'idle in transaction' -- 97 rows",
    "Zürich, São Paulo und 東京: alles läuft wieder 👍 — 3–4 Minuten Ausfall",
    "Slack thread: https://example.slack.com/archives/C024BE91L/p1355517523000008",
    "Status page: https://stspg.io/p31zjtct2jer and https://status.example.com/incidents/k7x9b2m4q8w1",
    "key: value pairs in {json} are lost".replace("{json}", "JSON"),
    "---------------------------------------------\n=============================================",
]


@pytest.mark.parametrize("kind", SECRETS)
@settings(max_examples=40, deadline=None)
@given(seed=st.integers(0, 2**32), before=st.sampled_from(["", "use ", "see: ", "(", '"', "\n\nNow: "]))
def test_no_secret_passes(kind: str, seed: int, before: str) -> None:
    secret = SECRETS[kind](random.Random(seed))
    found = hindrances("Subject", f"The API fails.\n{before}{secret}\nMore at 04:00 UTC.")
    assert found
    assert not any(secret in words for words in found)


def _like(pattern: str) -> st.SearchStrategy[str]:
    return st.from_regex(pattern, fullmatch=True, alphabet=st.characters(codec="ascii"))


WORDS = ["the pool is full", "rolled back", "api errors since", "customers cannot sign in", "password reset"]
PIECES = st.one_of(
    st.sampled_from(WORDS),
    _like(r"([01]\d|2[0-3]):[0-5]\d(:[0-5]\d)?( UTC|Z|\+01:00)?"),
    _like(r"20\d\d-(0\d|1[0-2])-[0-2]\d(T\d\d:\d\d:\d\d(\.\d{3})?Z)?"),
    _like(r"v?\d{1,2}\.\d{1,3}\.\d{1,3}(-rc\.\d)?"),
    _like(r"INC-20\d\d-(0\d|1[0-2])-[0-2]\d-\d{1,3}"),
    _like(r"[0-9a-f]{7,12}"),
    _like(r"(P[0-3]|[1-9]\d?(\.\d)? (%|ms|s|GiB))"),
    _like(r"https://[a-z]{3,9}\.example\.com(:\d{4})?(/[a-z]{2,9}){0,4}(\?(page|from|to)=\d{1,10})?"),
    _like(r"(\d{1,3}\.){3}\d{1,3}(:\d{2,5})?"),
    _like(r"[a-z]{3,8}@example\.com"),
    _like(r"(api|web|db)-[a-z]{3,9}-\d{1,3}(\.eu-west-1[abc])?"),
    _like(r"#[0-9]{1,6}|[A-Z]{3,5}-\d{1,5}"),
    _like(r"/[a-z]{3,6}(/[a-z_]{2,9}){1,5}(\.[a-z]{2,4})?"),
    _like(r"[a-z]{3,8}(_[a-z]{3,8}){1,4}"),
)


@settings(max_examples=400, deadline=None)
@given(st.lists(PIECES, min_size=1, max_size=12), st.sampled_from([" ", ", ", "\n", " - ", "; "]))
def test_what_people_write_in_incidents_leaves(pieces: list[str], between: str) -> None:
    assert hindrances("Trouble with the API", between.join(pieces)) == ()


@pytest.mark.parametrize("text", ORDINARY)
def test_ordinary_words_leave(text: str) -> None:
    assert hindrances("Trouble with the API", text) == ()


@pytest.mark.parametrize(
    "piece", ["a", "a.", "a-", "a1", "a1_", "://", "password is ", "basic ", "=a ", "x1y2\n"]
)
def test_looking_never_takes_long(piece: str) -> None:
    text = "token key password https " + piece * (20_000 // len(piece))
    with within(10.0):
        hindrances("Subject", text[:20_000])


def test_far_too_much_is_not_even_looked_at() -> None:
    assert hindrances("Subject", "a." * 1_000_000) == ("2000007 characters are more than anybody reads",)


@given(st.text(alphabet=string.ascii_lowercase + " .,;\n", max_size=300).filter(str.strip))
def test_plain_sentences_leave(text: str) -> None:
    assert secrets_in(text) == ()
