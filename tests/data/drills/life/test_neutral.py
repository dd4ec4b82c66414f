"""Nothing that might be a name or a secret passes, wherever it stands, and the same is called the same."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.drills.life.neutral import Names, Neutral
from data.drills.life.vocabulary import ordinary, vocabulary
from data.scrubber import Scrubber

_SERVICES = Names(
    services=("db main", "gutenberg"), hosts=("bastion-1", "pg-3.acme.internal"), persons=("Mira Kallas",)
)

_PLANTED = (
    "db-prod-17", "gutenberg", "pg-3.acme.internal", "10.20.30.40", "[2001:db8::17]:5432", "fe80::1%eth0",
    "mira.kallas@acme.example", "@mkallas", "arn:aws:iam::123456789012:user/mira", "AKIAABCDEFGHIJKLMNOP",
    "ghp_Zx9Zx9Zx9Zx9Zx9Zx9Zx9Zx9Zx9Zx9Zx9", "hunter2", "s3cr3t!", "xoxb-1234567890-abcdefghij",
    "https://u:p4ss@acme.example/a?token=x1", "/home/mkallas/.ssh/id_rsa", "~mkallas/keys",
    "C:\\Users\\mkallas",
    "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJtaXJhIn0.c2lnbmF0dXJl", "acme_prod", "ACME", "Kallas",
    "мира", "ip-10-0-0-5",
    "+442079460958", "GB82WEST12345698765432", "550e8400-e29b-41d4-a716-446655440000",
)  # fmt: skip
_FRAMES = (
    "{}", "the database {} is down", "({})", '"{}",', "{}: error", "password={}", "ssh {}; exit", "{}/{}",
    "<{}>",
    "{}'s", "`{}`", "host={},port=5432", "**{}**", "a{}b", "{}\n{}", "[{}](x)", "error rate of {} is 12 %",
)  # fmt: skip


@pytest.mark.parametrize("frame", _FRAMES)
@pytest.mark.parametrize("planted", _PLANTED)
def test_nothing_planted_passes(frame: str, planted: str) -> None:
    words = Neutral(_SERVICES).words(frame.replace("{}", planted))
    assert planted.casefold() not in words.casefold()
    pieces = [
        each for each in re.split(r"[^\w]+", planted.casefold()) if len(each) > 3 and not ordinary(each)
    ]
    assert [each for each in pieces if each in words.casefold()] == []


_ALPHABET = st.characters(exclude_categories=["Cs"])


@given(
    st.text(_ALPHABET, max_size=60),
    st.text(_ALPHABET, min_size=4, max_size=20),
    st.text(_ALPHABET, max_size=60),
)
def test_only_known_words_numbers_and_neutral_names_pass(before: str, planted: str, after: str) -> None:
    for token in Neutral(_SERVICES).words(f"{before}{planted}{after}").split():
        bare = re.sub(r"^\W+|\W+$", "", token)
        made = re.fullmatch(r"(?:service|host|person|address|path|name)-\d+", bare)
        number = re.fullmatch(r"\d{1,6}(?:[.,]\d{1,4})?(?:ms|s|m|h|d|x|MB|GB|KB)?", bare)
        assert (
            not bare or made or number or bare.casefold() in vocabulary() or token in ("(left out)", "out)")
        ), token


@given(st.lists(st.sampled_from(_PLANTED), min_size=1, max_size=6))
def test_the_same_is_called_the_same(planted: list[str]) -> None:
    given_ = Neutral(_SERVICES)
    first = [given_.words(each) for each in planted]
    assert [given_.words(each) for each in planted] == first
    assert len(set(first)) == len({each.casefold() for each in planted})


def test_what_is_known_is_called_by_what_it_is() -> None:
    given_ = Neutral(_SERVICES)
    assert given_.words("db main and Gutenberg on pg-3.acme.internal: Mira Kallas looks") == (
        f"{given_.name('db main', 'service')} and service-2 on host-2: person-1 {given_.words('looks')}"
    )


def test_ordinary_words_stay() -> None:
    assert Neutral(Names()).words("error rate is 12.5 % > 5 %, database down") == (
        "error rate is 12.5 % > 5 %, database down"
    )
    assert Neutral(Names()).words("call 020 7946 0958 now") == "call (number) now"


def test_a_name_or_a_secret_that_is_left_is_found() -> None:
    given_ = Neutral(_SERVICES, Scrubber(["correct horse"]))
    assert given_.left('words = "gutenberg fails"') == "what is called service-2"
    assert given_.left("the correct horse") == "a secret of the console's own"
    assert not given_.harmless("10.20.30.40") and given_.harmless("0.95") and given_.harmless("1h30m")
    assert not given_.left('name = "service-2", signal = "api.p95_ms"')
    assert "horse" not in given_.words("it is correct horse now")
